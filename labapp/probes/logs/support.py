"""Logs from the other two sides: can support still answer a phone call, and does the service still work?"""

import re

from ..experiment import Judgement, Probes, Unmeasurable
from ..finding import Family, Side
from .detective import Detective, Step, must, names, on_the_case, told_apart
from .visits import ODD, a_loan, failing

UNANSWERED = "questions unanswered"
REASON = re.compile(r"\w(Error|Exception)\b")

LOGS = Probes(Family.LOGS, on_the_case)
probe = LOGS.probe


@probe(Side.CONTRACT, "requests without a line", "curl -i …/tools, then grep the log for X-Correlation-Id.")
def requests_without_a_line(detective: Detective) -> Judgement:
    """Does each request leave a line with its id?"""
    nobody, admin = detective.library.nobody, detective.library.admin
    steps = [
        detective.watch(nobody.get, "/tools"),
        detective.watch(nobody.get, "/tools/0"),
        detective.watch(nobody.get, "/loans"),
        detective.watch(nobody.post, "/sessions", email="nobody@example.test", password="wrong"),
        detective.watch(admin.get, f"/members/{admin.id}"),
    ]
    silent = sum(not _has_its_line(step) for step in steps)
    return silent == 0, float(silent), f"{silent} of {len(steps)} requests left no line with their id."


@probe(Side.CONTRACT, "texts changed", "POST /tools with % and {} in its name, GET it, compare.")
def texts_changed(detective: Detective) -> Judgement:
    """Do odd texts come back as they were sent?"""
    admin, name = detective.library.admin, f"{ODD} {detective.library.run}"
    made = must(detective.watch(admin.post, "/tools", name=name, kind="hand"), "POST /tools")
    read = must(detective.watch(detective.library.nobody.get, "/tools", query=ODD), "GET /tools")
    same = [made["name"] == name, name in [tool["name"] for tool in read["items"]]]
    return all(same), float(same.count(False)), f"{same.count(False)} of 2 answers changed the text."


@probe(
    Side.OVER_FIX, "events not found", "Borrow a tool, bring it back twice, grep the log for the loan's id."
)
def what_happened(detective: Detective) -> Judgement:
    """Loan X: can support see what happened to it?"""
    borrower = detective.library.newcomer()
    missing, total = 0, 0
    for _ in range(2):
        steps = a_loan(detective, borrower)
        loan_id = must(steps[0], "POST /loans")["id"]
        missing, total = missing + sum(not names(step, loan_id) for step in steps), total + len(steps)
    return missing == 0, float(missing), f"{missing} of {total} events do not name the id of their loan."


@probe(Side.OVER_FIX, UNANSWERED, "Bring a loan back, twice. Which line is which?")
def did_it_work(detective: Detective) -> Judgement:
    """Did it work? Does the log say so?"""
    borrower = detective.library.newcomer()
    loans = [a_loan(detective, borrower) for _ in range(2)]
    worked, refused = [loan[2] for loan in loans], [loan[3] for loan in loans]
    if any(step.answer.ok for step in refused) or not all(step.answer.ok for step in worked):
        raise Unmeasurable("A loan could not be returned once, and once only.")
    told = told_apart(worked, refused) and told_apart(refused, worked)
    says = "tells" if told else "does not tell"
    return told, float(not told), f"The log {says} 2 returns that worked from 2 that were refused."


@probe(Side.OVER_FIX, UNANSWERED, "Let two people read one loan. Which line is whose?")
def who_did_it(detective: Detective) -> Judgement:
    """Who did it? Can support tell two people apart?"""
    people = borrower, _ = detective.library.newcomer(), detective.library.newcomer(role="steward")
    loan_id = must(a_loan(detective, borrower)[0], "POST /loans")["id"]
    seen: tuple[list[Step], list[Step]] = ([], [])
    for _ in range(2):
        for person, steps in zip(people, seen, strict=True):
            steps.append(detective.watch(person.get, f"/loans/{loan_id}"))
    told = told_apart(seen[0], seen[1]) and told_apart(seen[1], seen[0])
    says = "tells" if told else "does not tell"
    return told, float(not told), f"The log {says} two readers of a loan apart."


@probe(Side.OVER_FIX, "failures without a reason", "Fill the disk under the database, POST /members, read.")
def where_it_failed(detective: Detective) -> Judgement:
    """The disk was full: does the log say why?"""
    steps = failing(detective, detective.secrets())
    silent = sum(not REASON.search(step.text) for step in steps)
    return silent == 0, float(silent), f"{silent} of {len(steps)} failures left no error's name in the log."


def _has_its_line(step: Step) -> bool:
    own = step.answer.headers.get("X-Correlation-Id")
    return any(own is None or own in line for line in step.lines)
