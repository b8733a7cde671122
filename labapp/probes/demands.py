"""Which sentence asks for what a probe judges: a line of the contract, or one of the explicit prompt.

What the contract says every assistant was *told*, with each of the three prompts; breaking it is a mistake.
What only the explicit prompt says was *not told* with the others; breaking it there is what nobody said.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Demand:
    """A sentence, word for word but for line breaks, and the probes that judge by it.

    `told`: it stands in `core.yaml`; otherwise in `prompt_explicit.md`.
    """

    sentence: str
    told: bool
    probes: tuple[str, ...]

    @property
    def word(self) -> str:
        """*Told* or *not told*, as a sentence begins."""
        return "Told" if self.told else "Not told"


def _told(sentence: str, *probes: str) -> Demand:
    return Demand(sentence, told=True, probes=probes)


def _not_told(sentence: str, *probes: str) -> Demand:
    return Demand(sentence, told=False, probes=probes)


WHO_REACHES_WHAT = (
    "Members reach what is of their own household (messages: only theirs), "
    "staff (x-who: steward, and admins) all."
)
WHO_SETS_WHAT = "staff alone set household, status, notes, borrowed_at, returned_at; admins alone role."

DEMANDS = (
    # retries
    _told("in 5 s; carrier back: 15 s", "once_when_healthy", "lost_in_a_blip", "stuck_after_an_outage"),
    _not_told(
        "Carrier will be down, slow and rate-limited, so never wait for it inside a request.",
        "visitors_kept_waiting",
        "visitors_turned_away",
    ),
    _not_told(
        "Try a few times, further and further apart, at random moments, and obey Retry-After to the second.",
        "calls_in_an_outage",
        "calls_before_retry_after",
    ),
    _not_told(
        "While Carrier is down, stop calling it, and ask every few seconds whether it is back.",
        "calls_while_busy_and_down",
    ),
    _not_told("Retries stay a small share of all calls, about one in ten.", "calls_under_random_failures"),
    _not_told(
        "Replies get lost, so every attempt for one message carries one Idempotency-Key.",
        "deliveries_with_lost_replies",
    ),
    _not_told(
        "What Carrier refuses for good is dead at once and not tried again, "
        "and nothing that was accepted is ever lost.",
        "refusals_retried",
        "unaccounted",
    ),
    # logs
    _told("{to: phone or else email, text}", "secrets_at_carrier"),
    _told("- &prose {type: string, maxLength: 2000", "texts_changed"),
    _not_told(
        "The log is read by people who must not see secrets, so name the fields that may be written, "
        "and write no others.",
        "secrets_of_its_own",
        "secrets_in_disguise",
        "secrets_in_complaints",
    ),
    _not_told(
        "No body, header, query, SQL parameter, local variable or message of an exception goes into the log.",
        "secrets_in_bodies",
        "secrets_in_headers",
        "secrets_in_addresses",
        "secrets_in_failures",
    ),
    _not_told(
        "For every request one line has a correlation id, who did what to which id, and whether it worked.",
        "requests_without_a_line",
        "what_happened",
        "did_it_work",
        "who_did_it",
    ),
    _not_told(
        "A failure leaves the name of its error in the log, and a visitor cannot write a line of it.",
        "forged_lines",
        "where_it_failed",
    ),
    # ids
    _told("answers have all fields", "fields_missing"),
    _told("- &obj {type: object, additionalProperties: false}", "internal_fields"),
    _told("- &err {default: {description: error", "unknown_ids"),
    _told("201 has a Location", "links_lost"),
    _told("lists go oldest first, Link leads on", "links_lost", "lost_in_paging"),
    _told("query finds names, emails", "not_recognised"),
    _not_told(
        "Row numbers stay inside: everything has a random id, in every field, link, header and message.",
        "records_guessed",
        "ids_tell_time",
        "ids_in_order",
        "row_numbers_elsewhere",
    ),
    _not_told("Answers show the fields of the contract and no others.", "internal_fields"),
    _not_told("What does not exist and what is not yours get the same answer.", "existing_or_missing"),
    # auth
    _told(
        WHO_REACHES_WHAT,
        "another_households_loan",
        "another_households_account",
        "messages_of_a_housemate",
        "main_doors",
        "members_at_work",
        "households_at_work",
        "stewards_at_work",
    ),
    _told(
        WHO_SETS_WHAT,
        "role_at_registration",
        "role_at_update",
        "dates_that_staff_set",
        "stewards_who_date",
        "admins_at_work",
        "back_again",
    ),
    _told(
        "Suspended: read, return; closed: nothing",
        "closed_account_with_a_token",
        "suspended_and_at_work",
        "suspended_bring_back",
    ),
    _told("delete: {operationId: log_out", "logging_out"),
    _told("post: {operationId: register, security: [{}, {bearer: []}]", "visitors_at_work"),
    _not_told("One table says who may do what, and what it does not name is refused.", "main_doors"),
    _not_told(
        "Status and role are read from the database at each request, never from the token.",
        "role_kept_in_the_token",
    ),
    _not_told(
        "Suspended members may read and return what they have, and closed accounts may do nothing.",
        "suspended_and_at_work",
        "suspended_bring_back",
        "closed_account_with_a_token",
    ),
    _not_told(
        "A session ends by itself after some hours, and all others end when the password changes.",
        "tokens_without_an_end",
        "half_an_hour_later",
        "sessions_after_a_password_change",
    ),
    _not_told(
        "Name the fields that each role may write, at registration too.",
        "role_at_registration",
        "role_at_update",
        "dates_that_staff_set",
    ),
    _not_told("To live in no household is not to share one.", "two_without_a_household"),
    _not_told(
        "Nobody approves a loan of their own, or changes the account of somebody with a higher role.",
        "self_approval",
    ),
    _not_told(
        "HEAD, and every list and filter, obey the same rules.",
        "head_without_the_right",
        "siblings_without_the_filter",
    ),
    # eligibility
    _not_told(
        "Whether somebody may borrow is judged by what was known at the moment that is asked about, "
        "facts with their dates.",
        "judged_by_todays_status",
        "euros_handed_out",
        "plain_rules_broken",
    ),
    _not_told(
        "A household has at most three tools at a time, as people live together on that day.",
        "let_in_beyond_the_household",
        "turned_away_for_others",
        "plain_rules_broken",
    ),
    _not_told(
        "Nothing may be late, and what is due today is late from our midnight on "
        "(Europe/Berlin, summer time and all).",
        "turned_away_on_the_due_day",
        "let_in_after_midnight",
        "plain_rules_broken",
    ),
    _not_told(
        "A hardship plan that runs excuses what is late, and nothing else.",
        "turned_away_on_a_plan",
        "let_in_by_the_plan",
    ),
    _not_told(
        "From the moment of a recall nothing of that batch goes out.",
        "let_in_for_recalled_tools",
        "turned_away_beside_the_recall",
        "euros_handed_out",
    ),
    _not_told(
        "Some tools need an induction for their kind, and on the anniversary of the day it has lapsed.",
        "let_in_without_being_shown",
        "let_in_after_twelve_months",
        "turned_away_while_it_is_good",
        "euros_handed_out",
    ),
    _not_told(
        "After a reopening under a new address, nothing goes out until the refunds of the closed account "
        "have arrived.",
        "let_in_with_a_refund_under_way",
        "turned_away_after_coming_back",
        "euros_handed_out",
    ),
    _not_told(
        "After a reopening under a new address, nothing goes out until the phone is verified again.",
        "let_in_without_the_phone",
        "turned_away_after_coming_back",
        "euros_handed_out",
    ),
    _not_told(
        "Every yes and every no has a reason, and what is asked and what is lent agree.",
        "answers_without_a_reason",
        "loans_unlike_the_answer",
    ),
    # money
    _told("rounded half-even", "fees_off_by_a_cent"),
    _told("even to a cent", "cents_lost_in_splits"),
    _not_told(
        "Clients click twice and lose replies: the same Idempotency-Key is the same booking, also after a "
        "restart and at the same moment, and gets the first answer.",
        "paid_twice_at_once",
        "paid_twice_after_a_lost_reply",
        "paid_twice_after_a_restart",
        "another_answer_after_a_lost_reply",
    ),
    _not_told(
        "The same key with another body is refused, and another key is another booking, however equal.",
        "other_amount_under_the_same_key",
        "equal_charges_refused",
        "honest_charges_at_once_refused",
    ),
    _not_told(
        "Two refunds may come at the same moment, so check and take in one step; a deposit goes back once, "
        "to the cent.",
        "refunded_twice_at_once",
        "refunded_beyond_two_halves",
        "refund_not_to_the_cent",
    ),
    _not_told(
        "Money is whole cents, half a cent goes to the even one, and the parts of a split add up and differ "
        "by a cent at most.",
        "fees_off_by_a_cent",
        "cents_lost_in_splits",
    ),
)


NOT_PROBED = {
    "It speaks the contract below, every operation of it.": "what is missing is unmeasured, route by route",
    "`create_app()` returns a WSGI application, Flask for instance. `python backend.py` serves it on "
    "127.0.0.1 at PORT.": "a file that does not is told so before any probe",
    "Python 3.11 with Flask, SQLAlchemy, pydantic, requests, tenacity and the standard library; nothing else "
    "is installed.": "a file that imports more does not start",
    "DATABASE_URL names an empty SQLite file. Make the tables and the first admin when you start.": (
        "every probe logs in as that admin"
    ),
    "The log goes to standard output.": "the logs probes read it there",
}
"""Sentences of the explicit prompt that no probe asks for, each with the reason."""


def demand_of(probe: str) -> Demand:
    """Return what asks for this probe: the contract's line, where it has one. Raises LookupError."""
    asked = [demand for demand in DEMANDS if probe in demand.probes]
    if not asked:
        raise LookupError(f"No demand stands in labapp/probes/demands.py for the probe {probe}.")
    return min(asked, key=lambda demand: not demand.told)
