"""What can be reached and predicted in the labs: the places of the progress codes, and their words."""

MILESTONES = (
    "00.storm",
    "02.predicted",
    "02.voted",
    "02.stops",
    "02.spreads_out",
    "02.gives_up",
    "01.predicted",
    "01.lamps",
    "03.predicted",
    "03.grep",
    "03.voted",
    "03.sent",
    "03.inside",
    "03.one_line",
    "03.tells",
    "04.predicted",
    "04.voted",
    "04.promised",
    "04.uncountable",
    "04.leads_back",
    "05.predicted",
    "05.voted",
    "05.rows",
    "05.things",
    "05.work",
    "06.predicted",
    "06.voted",
    "06.rule",
    "06.nobody_else",
    "06.test",
    "07.predicted",
    "07.voted",
    "07.once",
    "07.halves",
    "07.refused",
    "08.predicted",
    "08.merged",
    "09.probed",
    "09.compared",
)
"""What can be reached. Only ever append: a position is a bit of the code."""

PREDICTIONS = (
    "02.storm",
    "01.lamps",
    "03.secrets",
    "04.receipts",
    "05.holes",
    "06.fence",
    "06.rest",
    "07.morning",
    "08.retries",
)
"""What is predicted. Only ever append: a position is a place in the code."""

HINTED = ("02", "03", "04", "05", "06", "07")
"""The labs that have hints. Only ever append: a position is a place in the class code."""

MILESTONE_WORDS = {
    "storm": "storm seen",
    "lamps": "lamps seen",
    "predicted": "predicted",
    "voted": "voted",
    "stops": "it stops",
    "spreads_out": "it spreads out",
    "gives_up": "the outbox waits",
    "rule": "the rule holds",
    "nobody_else": "nobody else is turned away",
    "test": "its test",
    "rows": "rows of others stay hidden",
    "things": "things of others stay theirs",
    "work": "work goes on",
    "once": "a deposit goes back once",
    "halves": "two halves arrive",
    "refused": "too much is refused",
    "promised": "only what was promised",
    "uncountable": "no id that counts",
    "leads_back": "links lead back",
    "grep": "a secret found",
    "sent": "nothing of what people send",
    "inside": "nothing from inside",
    "one_line": "one event, one line",
    "tells": "support can answer",
    "merged": "two merged",
    "probed": "your own probed",
    "compared": "your own compared",
}
"""What the second half of a milestone means."""

UPCOMING_WORDS = {
    "storm": "the storm",
    "lamps": "the lamps",
    "predicted": "the prediction",
    "voted": "the review",
    "grep": "the search for a secret",
    "merged": "the two fixes to merge",
}
"""The same before it is reached, for what is no step of an exercise."""


def milestones_of(lab: str) -> list[str]:
    """Return the milestones of one lab, such as "02", in their order."""
    return [name for name in MILESTONES if name.startswith(f"{lab}.")]
