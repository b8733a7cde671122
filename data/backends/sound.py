"""A tool library behind the contract in `data/contract/core.yaml`, by somebody who asked first what could go wrong.

It lies here to be probed, beside `careless.py`, and shares no code with Toolshed: Werkzeug routes, SQLAlchemy Core
stores (SQLite only), pydantic reads. What it does about the six families:

retries      messages wait in an outbox; one thread sends them, with a breaker, a retry budget and a key for each
logs         one JSON line for each request, of fields that are named here; never a body, a header or a query
ids          random ids; what is not there and what is not yours get the same 404
auth         one table says who may do what; status, role and session are read from the database at each request
eligibility  judged by the day book as of the moment that is asked about, in the town's own time
money        whole cents; one transaction books, and keeps the answer under its Idempotency-Key

Try it: ADMIN_EMAIL=a@example.test ADMIN_PASSWORD=let-me-in-please PORT=8000 python sound.py
"""

import hashlib
import json
import os
import random
import secrets
import sys
import traceback
import uuid
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from threading import Event, Thread
from typing import Annotated, Any, Literal, Union
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

import requests
import sqlalchemy as sa
from pydantic import AwareDatetime, ConfigDict, Field, TypeAdapter, ValidationError, create_model
from werkzeug.exceptions import HTTPException
from werkzeug.routing import Map, Rule
from werkzeug.wrappers import Request, Response

HOST, OUR_TOWN = "127.0.0.1", ZoneInfo("Europe/Berlin")
LONGEST_SESSION, USUAL_LOAN, TOOLS_AT_HOME, NAP = timedelta(hours=12), timedelta(days=14), 3, 0.2
RANKS = ("member", "steward", "admin")
TURNS = {"suspension": "suspended", "closure": "closed", "reinstatement": "active", "reopening": "active"}

# --- who may do what; what this table does not name, nobody may -----------------------------------------
# Operation: method, path, the least that one must be, and what comes in (! must be there, ? may be null).

PAGED = " page=page per_page=size"
ENTRY = "member_id=id! kind=charge! note=prose? loan_id=id?"
OPERATIONS = {
    "log_in": ("POST", "/sessions", "anybody", "email=email! password=prose!"),
    "log_out": ("DELETE", "/sessions", "suspended", ""),
    "register": ("POST", "/members", "anybody", "name=name! email=email! password=password! phone=phone? address=line?"
                 " household=name? role=role status=status"),
    "list_members": ("GET", "/members", "staff", "query=line household=line" + PAGED),
    "read_member": ("GET", "/members/<id>", "suspended", ""),
    "update_member": ("PATCH", "/members/<id>", "member", "name=name email=email phone=phone? address=line? role=role"
                      " household=name? status=status notes=prose? current_password=password new_password=password"),
    "list_tools": ("GET", "/tools", "anybody", "query=line kind=tool" + PAGED),
    "create_tool": ("POST", "/tools", "staff", "name=name! kind=tool! batch=name? needs_induction=flag notes=prose?"
                    " needs_approval=flag deposit_cents=cents daily_late_fee_cents=cents replacement_cents=cents"
                    " purchase_price_cents=cents"),
    "read_eligibility": ("GET", "/tools/<id>/eligibility", "suspended", "member=id at=time"),
    "list_loans": ("GET", "/loans", "suspended", "member=id tool=id status=loan" + PAGED),
    "create_loan": ("POST", "/loans", "member", "tool_id=id! member_id=id borrowed_at=time due_at=time note=prose?"),
    "read_loan": ("GET", "/loans/<id>", "suspended", ""),
    "return_loan": ("POST", "/loans/<id>/return", "suspended", "returned_at=time"),
    "approve_loan": ("POST", "/loans/<id>/approval", "staff", ""),
    "record_fact": ("POST", "/facts", "staff", "kind=fact! member_id=id loan_id=id entry_id=id tool_kind=tool note=prose?"
                    " batch=name household=name? address=line? happened_at=time until=time"),
    "list_entries": ("GET", "/ledger", "suspended", "member=id kind=entry" + PAGED),
    "post_entry": ("POST", "/ledger", "staff", ""),
    "list_notifications": ("GET", "/notifications", "suspended", "member=id status=fate" + PAGED),
    "create_notification": ("POST", "/notifications", "staff", "member_id=id! kind=topic! text=prose!"),
}
POSTINGS = {
    "fee": ENTRY + " daily_rate_cents=cents! days=days! discount_percent=percent",
    "split": "member_ids=ids! kind=charge! total_cents=cents! note=prose?",
    "payment": "member_id=id! kind=paid! amount_cents=cents! loan_id=id? card_number=card note=prose?",
    "refund": "deposit_id=id! amount_cents=cents! made_at=time note=prose?",
}
NEEDS = {"induction": "member_id tool_kind", "recall": "batch", "household": "member_id household",
         "hardship_plan": "member_id until", "refund_settled": "entry_id"}
FROM, TO = datetime(2000, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)


def _text(pattern: str, longest: int = 200, shortest: int = 0) -> Any:
    return Annotated[str, Field(pattern=pattern, max_length=longest, min_length=shortest)]


def _number(least: int, most: int = 10_000_000) -> Any:
    return Annotated[int, Field(ge=least, le=most)]


LINE, ANY, ID = r"^[^\x00-\x1f\x7f]*$", r"^[^\x00]*$", _text(r"^[A-Za-z0-9_-]*$", 64, 1) | _number(0, 2**53)
KINDS: dict[str, Any] = {
    "id": ID, "ids": Annotated[list[ID], Field(min_length=1, max_length=20)], "line": _text(LINE),
    "name": _text(LINE, shortest=1), "prose": _text(ANY, 2000), "password": _text(ANY, 128, 8), "flag": bool,
    "email": _text(r"^[!-?A-~]+@[!-?A-~]+$"), "phone": _text(r"^\+?[0-9 ()/-]*$", 31, 5), "card": _text("^[0-9]*$", 19, 12),
    "time": Annotated[AwareDatetime, Field(ge=FROM, lt=TO)], "cents": _number(0), "days": _number(0, 3650),
    "percent": _number(0, 100), "page": _number(1, 10_000), "size": _number(1, 100),
    "role": Literal["member", "steward", "admin"], "status": Literal["active", "suspended", "closed"],
    "tool": Literal["hand", "power", "ladder"], "loan": Literal["requested", "open", "returned"],
    "charge": Literal["late_fee", "repair", "loss"], "paid": Literal["payment", "deposit"],
    "entry": Literal["late_fee", "repair", "loss", "deposit", "payment", "refund"],
    "fate": Literal["queued", "sent", "dead"], "fact": Literal[(*NEEDS, *TURNS, "phone_verified")],
    "topic": Literal["reservation_ready", "due_tomorrow", "overdue", "receipt", "password_reset", "phone_code", "message"],
}


def _shape(text: str, **fields: Any) -> Any:
    """Make a model of what comes in; a field that it does not name is refused."""
    for name, _, kind in (word.partition("=") for word in text.split()):
        plain = KINDS[kind.rstrip("!?")]
        fields[name] = (plain, ...) if kind.endswith("!") else (plain | None if kind.endswith("?") else plain, None)
    return create_model("Body", __config__=ConfigDict(extra="forbid"), **fields)


SHAPES = {name: TypeAdapter(_shape(row[3])) for name, row in OPERATIONS.items()}
ENTRIES = [_shape(text, type=(Literal[kind], ...)) for kind, text in POSTINGS.items()]
SHAPES["post_entry"] = TypeAdapter(Annotated[Union[tuple(ENTRIES)], Field(discriminator="type")])
ROUTES = Map([Rule(path, methods=[method], endpoint=name) for name, (method, path, *_) in OPERATIONS.items()])

# --- what is stored: the present is read from the day book, wherever a date matters -----------------------

meta = sa.MetaData()


def _table(name: str, columns: str, *more: Any) -> sa.Table:
    """Make a table: `number` is the order of making and never shown, `id` is random, # is a number, ? a flag."""
    kinds = {"#": sa.Integer, "?": sa.Boolean}
    made = [sa.Column(word.rstrip("#?"), kinds.get(word[-1], sa.Text)) for word in columns.split()]
    return sa.Table(name, meta, sa.Column("number", sa.Integer, primary_key=True),
                    sa.Column("id", sa.Text, unique=True), *made, *more)


people = _table("people", "name phone address role secret notes joined_at home_at_first status_at_first phone_since#",
                sa.Column("email", sa.Text, unique=True))
logins = _table("logins", "person began")
gear = _table("gear", "name kind batch needs_induction? needs_approval? deposit_cents# daily_late_fee_cents#"
              " replacement_cents# purchase_price_cents# notes")
lent = _table("lent", "tool_id member_id asked? borrowed_at due_at returned_at approved_by_id note")
sa.Index("out_once", lent.c.tool_id, unique=True, sqlite_where=lent.c.returned_at.is_(None))
book = _table("book", "kind member_id loan_id entry_id tool_kind batch household address happened_at until note"
              " recorded_by_id")
journal = _table("journal", "member_id kind amount_cents# loan_id deposit_id made_at note")
outbox = _table("outbox", "member_id kind to text status attempts# created_at sent_at reason due")
answers = _table("answers", "asked status# shown place")  # its id is the digest of who, what and the key


def now() -> str:
    return iso(datetime.now(UTC))


def iso(moment: datetime) -> str:
    """Write a moment in UTC; texts of one width sort like their moments."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def our_day(moment: str) -> date:
    """Return the day on which a moment lies in our town, summer time and all."""
    return datetime.fromisoformat(moment).astimezone(OUR_TOWN).date()


def digest(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def hashed(password: str, like: str = "") -> str:
    """Return what is kept of a password; `like` is a kept one to compare with."""
    salt = like.partition(":")[0] or secrets.token_hex(16)
    return f"{salt}:{hashlib.scrypt(password.encode(), salt=salt.encode(), n=2**14, r=8, p=1).hex()}"


def answered(shown: Any, status: int = 200, place: str | None = None) -> Response:
    headers = {"Location": place} if place else {}
    return Response(json.dumps(shown), status, headers, mimetype="application/json")


def without(row: Any, *hidden: str) -> dict[str, Any]:
    return {name: value for name, value in row._mapping.items() if name not in ("number", *hidden)}


class Refused(Exception):
    """What was asked for cannot be."""

    def __init__(self, status: int, message: str, details: Any = ()) -> None:
        super().__init__(message)
        code = {401: "unauthenticated", 404: "not_found", 409: "conflict"}.get(status, "invalid")
        self.status, self.shown = status, {"code": code, "message": message, "details": list(details)}


NOT_FOUND = 404, "There is nothing here for you."


# --- one request ------------------------------------------------------------------------------------------


class Desk:
    """One request: who asks, and in which transaction; `about` are the ids that the log may name."""

    def __init__(self, engine: sa.Engine, request: Request) -> None:
        self.engine, self.request, self.at = engine, request, now()
        self.operation, self.path, self.me, self.about = "none", dict[str, str](), None, set[str]()

    @cached_property
    def db(self) -> sa.Connection:
        """The transaction of this request; one that writes waits for its turn before it reads anything."""
        connection = self.engine.connect().execution_options(writes=self.request.method not in ("GET", "HEAD"))
        connection.begin()
        return connection

    def run(self) -> Response:
        """Let in who may, read what came, work, and commit or roll back the whole."""
        well = False
        try:
            self.operation, self.path = ROUTES.bind_to_environ(self.request.environ).match()
            self.let_in(OPERATIONS[self.operation][2])
            work = getattr(self, self.operation)
            answer: Response = work(self.given())
            well = True
            return answer
        finally:
            if "db" in self.__dict__:
                with self.db:
                    self.db.commit() if well else self.db.rollback()

    def given(self) -> dict[str, Any]:
        """Read the body, or the query; return what was sent."""
        shape = SHAPES[self.operation]
        try:
            if self.request.method in ("GET", "HEAD", "DELETE"):
                read = shape.validate_python(self.request.args.to_dict())
            elif self.request.mimetype != "application/json":
                raise Refused(415, "Send application/json.")
            else:
                read = shape.validate_json(self.raw(), strict=True)
        except ValidationError as error:
            wrong = [{"field": ".".join(map(str, each["loc"]))[:200] or "body", "message": each["msg"]}
                     for each in error.errors(include_input=False, include_context=False)][:100]
            raise Refused(422, "Some fields are wrong.", wrong) from None
        sent: dict[str, Any] = read.model_dump(exclude_unset=True)
        return {name: iso(value) if isinstance(value, datetime) else value for name, value in sent.items()}

    def raw(self) -> bytes:
        if (self.request.content_length or 0) > 65_536:
            raise Refused(413, "Send 64 KiB at most.")
        return self.request.get_data() or b"{}"

    def rows(self, statement: Any) -> list[Any]:
        return list(self.db.execute(statement))

    def row(self, table: sa.Table, shown: Any) -> Any:
        """Find what an id of the request stands for."""
        found = self.db.execute(sa.select(table).where(table.c.id == str(shown))).one_or_none()
        if found is None:
            raise Refused(*NOT_FOUND)
        self.about.add(found.id)
        return found

    def add(self, table: sa.Table, **values: Any) -> Any:
        values = {"id": str(uuid.uuid4()), **values}
        self.db.execute(sa.insert(table).values(values))
        return self.row(table, values["id"])

    def change(self, table: sa.Table, shown: str, **values: Any) -> Any:
        self.db.execute(sa.update(table).where(table.c.id == shown).values(values))
        return self.row(table, shown)

    def page(self, found: Any, asked: dict[str, Any], show: Any) -> Response:
        """Show one page, oldest first, with a link to the next one."""
        page, size = asked.get("page", 1), asked.get("per_page", 20)
        total = self.db.scalar(sa.select(sa.func.count()).select_from(found.subquery()))
        rows = self.rows(found.order_by(found.selected_columns.number).limit(size).offset((page - 1) * size))
        answer = answered({"items": list(map(show, rows)), "page": page, "per_page": size, "total": total})
        if page * size < total:
            query = urlencode({**self.request.args.to_dict(), "page": page + 1})
            answer.headers["Link"] = f'<{self.request.path}?{query}>; rel="next"'
        return answer

    def once(self, work: Any) -> Response:
        """Do it, or answer again what was answered under the same key: kept in the transaction that did it."""
        key = self.request.headers.get("Idempotency-Key")
        if key is None:
            return work()
        name = digest(self.me.id, self.request.method, self.request.path, key)
        asked = digest(json.dumps(json.loads(self.raw()), sort_keys=True))
        kept = self.db.execute(sa.select(answers).where(answers.c.id == name)).one_or_none()
        if kept is not None and kept.asked != asked:
            raise Refused(422, "This Idempotency-Key belongs to another request.")
        if kept is not None:
            return answered(json.loads(kept.shown), kept.status, kept.place)
        answer = work()
        self.add(answers, id=name, asked=asked, status=answer.status_code, shown=answer.get_data(as_text=True),
                 place=answer.headers.get("Location"))
        return answer

    # -- who asks --

    @cached_property
    def token(self) -> str:
        scheme, _, token = self.request.headers.get("Authorization", "").partition(" ")
        return digest(token) if scheme.lower() == "bearer" else ""

    def let_in(self, who: str) -> None:
        """Find out who asks, as the database knows them now, and refuse whom the table does not let in."""
        oldest = iso(datetime.now(UTC) - LONGEST_SESSION)
        lasting = sa.select(logins).where(logins.c.id == self.token, logins.c.began > oldest)
        session = self.rows(lasting) if self.token else []
        me = self.row(people, session[0].person) if session else None
        self.me = None if me is None or self.status(me, self.at) == "closed" else me
        if who != "anybody" and self.me is None:
            raise Refused(401, "Log in first.")
        if (who == "staff" and not self.staff) or (who == "member" and self.status(self.me, self.at) != "active"):
            raise Refused(*NOT_FOUND)

    @property
    def staff(self) -> bool:
        return self.me is not None and self.me.role != "member" and self.status(self.me, self.at) == "active"

    def own(self, member_id: str) -> None:
        """Refuse what belongs to another household."""
        if not self.staff and member_id not in self.at_home(self.me, self.at):
            raise Refused(*NOT_FOUND)

    def theirs(self, table: sa.Table, asked: dict[str, Any], **columns: str) -> Any:
        """Select what whoever asks may see, narrowed to what was asked for."""
        found = sa.select(table)
        if not self.staff:
            found = found.where(table.c.member_id.in_(self.at_home(self.me, self.at)))
        for name, column in {"member": "member_id", **columns}.items():
            found = found.where(table.c[column] == str(asked[name])) if name in asked else found
        return found

    def may_set(self, given: dict[str, Any], for_staff: str, for_admins: str = "") -> None:
        kept = [] if self.staff else for_staff.split()
        kept += [] if self.staff and self.me.role == "admin" else for_admins.split()
        if wrong := [name for name in kept if name in given]:
            raise Refused(422, f"Not yours to set: {', '.join(wrong)}.")

    # -- the day book: what was so at a moment --

    def facts(self, somebody: Any, at: str, *kinds: str) -> list[Any]:
        """Return what had happened to somebody by a moment, in its order."""
        then = sa.select(book).where(book.c.member_id == somebody.id, book.c.kind.in_(kinds), book.c.happened_at <= at)
        return self.rows(then.order_by(book.c.happened_at, book.c.number))

    def status(self, somebody: Any, at: str) -> str:
        turns = self.facts(somebody, at, *TURNS)
        return TURNS[turns[-1].kind] if turns else somebody.status_at_first

    def home(self, somebody: Any, at: str) -> str | None:
        moves = self.facts(somebody, at, "household")
        return moves[-1].household if moves else somebody.home_at_first

    def at_home(self, somebody: Any, at: str) -> set[str]:
        """Return everybody who lived with somebody; to have no household is not to share one."""
        home = self.home(somebody, at)
        moved = sa.select(book.c.member_id).where(book.c.kind == "household", book.c.household == home)
        near = self.rows(sa.select(people).where((people.c.home_at_first == home) | people.c.id.in_(moved)))
        return {somebody.id} | {each.id for each in near if home and self.home(each, at) == home}

    def verified(self, somebody: Any, at: str) -> str | None:
        proofs = [each for each in self.facts(somebody, at, "phone_verified") if each.number > somebody.phone_since]
        return proofs[-1].happened_at if proofs else None

    def verdict(self, somebody: Any, tool: Any, at: str) -> tuple[bool, str]:
        """Decide whether somebody might have a tool at a moment, and say why."""
        out = (lent.c.borrowed_at <= at) & (lent.c.returned_at.is_(None) | (lent.c.returned_at > at))
        loans = self.rows(sa.select(lent).where(out, lent.c.member_id.in_(self.at_home(somebody, at))))
        late = any(our_day(each.due_at) < our_day(at) for each in loans if each.member_id == somebody.id)
        plans = self.facts(somebody, at, "hardship_plan")
        recalls = sa.select(book).where(book.c.kind == "recall", book.c.batch == tool.batch, book.c.happened_at <= at)
        shown = [each for each in self.facts(somebody, at, "induction") if each.tool_kind == tool.kind]
        if self.status(somebody, at) != "active":
            return False, "The membership was not active then."
        if self.rows(recalls):
            return False, "Its maker has recalled this batch."
        if tool.needs_induction and not (shown and our_day(at) < _a_year_after(our_day(shown[-1].happened_at))):
            return False, "An induction within the last twelve months is needed."
        if reason := self.came_back(somebody, at):
            return False, reason
        if len(loans) >= TOOLS_AT_HOME:
            return False, "The household has three tools already."
        if late and not (plans and plans[-1].until > at):
            return False, "Something should have been back by midnight."
        return True, "Late, but on a hardship plan." if late else "Nothing stands against it."

    def came_back(self, somebody: Any, at: str) -> str:
        """Say what is still open after an account was opened again at another address."""
        moves = [each.happened_at for each in self.facts(somebody, at, "reopening") if each.address]
        if not moves:
            return ""
        settled = sa.select(book.c.entry_id).where(book.c.kind == "refund_settled", book.c.happened_at <= at)
        sent = sa.select(journal).where(journal.c.kind == "refund", journal.c.member_id == somebody.id)
        if self.rows(sent.where(journal.c.made_at <= moves[-1], journal.c.id.not_in(settled))):
            return "A refund of the closed account has not arrived yet."
        return "" if (self.verified(somebody, at) or "") >= moves[-1] else "The address is new: verify the phone again."

    # -- people --

    def log_in(self, given: dict[str, Any]) -> Response:
        found = self.rows(sa.select(people).where(people.c.email == given["email"].lower()))
        kept = found[0].secret if found else "nobody:"
        if not secrets.compare_digest(hashed(given["password"], kept), kept) or self.status(found[0], self.at) == "closed":
            raise Refused(401, "Email and password do not fit.")
        token = secrets.token_urlsafe(32)
        self.db.execute(sa.insert(logins).values(id=digest(token), person=found[0].id, began=self.at))
        self.about.add(found[0].id)
        return answered({"token": token, "member_id": found[0].id, "role": found[0].role}, 201)

    def log_out(self, _: dict[str, Any]) -> Response:
        self.db.execute(sa.delete(logins).where(logins.c.id == self.token))
        return Response(status=204)

    def show_member(self, one: Any) -> dict[str, Any]:
        plans = self.facts(one, self.at, "hardship_plan")
        shown = without(one, "secret", "notes", "home_at_first", "status_at_first", "phone_since")
        return {**shown, "household": self.home(one, self.at), "status": self.status(one, self.at),
                "phone_verified_at": self.verified(one, self.at), "hardship_until": plans[-1].until if plans else None}

    def register(self, given: dict[str, Any]) -> Response:
        self.may_set(given, "household status", "role")
        self.free(given["email"])
        kept = {"role": "member", "secret": hashed(given.pop("password")), "joined_at": self.at, "phone_since": 0,
                "home_at_first": given.pop("household", None), "status_at_first": given.pop("status", "active")}
        made = self.add(people, **kept | given | {"email": given["email"].lower()})
        return answered(self.show_member(made), 201, f"/members/{made.id}")

    def free(self, email: str) -> None:
        if self.rows(sa.select(people).where(people.c.email == email.lower())):
            raise Refused(409, "This address cannot be used.")

    def list_members(self, asked: dict[str, Any]) -> Response:
        having = [people.c[name].icontains(asked.get("query", ""), autoescape=True) for name in ("name", "email")]
        found = sa.select(people).where(sa.or_(*having))
        if "household" in asked:
            home = [one.id for one in self.rows(found) if self.home(one, self.at) == asked["household"]]
            found = found.where(people.c.id.in_(home))
        return self.page(found, asked, self.show_member)

    def read_member(self, _: dict[str, Any]) -> Response:
        one = self.row(people, self.path["id"])
        self.own(one.id)
        return answered(self.show_member(one))

    def update_member(self, given: dict[str, Any]) -> Response:
        """Change the named fields; a new status or household is a line of the day book."""
        one = self.row(people, self.path["id"])
        self.own(one.id)
        if RANKS.index(one.role) > RANKS.index(self.me.role):
            raise Refused(403, "Ask somebody of that role.")
        self.may_set(given, "household status notes", "role")
        if {"current_password", "new_password"} & set(given):
            given["secret"] = self.new_secret(one, given.pop("current_password", ""), given.pop("new_password", ""))
        if "email" in given and (email := given["email"].lower()) != one.email:
            self.free(email)
            given["email"] = email
        if given.get("phone", one.phone) != one.phone:
            given["phone_since"] = self.db.scalar(sa.select(sa.func.max(book.c.number))) or 0
        before, status = self.status(one, self.at), given.pop("status", None)
        if status is not None and status != before:
            back = "reopening" if before == "closed" else "reinstatement"
            self.note({"suspended": "suspension", "closed": "closure"}.get(status, back), one)
        if "household" in given:
            self.note("household", one, household=given.pop("household"))
        return answered(self.show_member(self.change(people, one.id, **given) if given else one))

    def note(self, kind: str, one: Any, **more: Any) -> None:
        self.add(book, kind=kind, member_id=one.id, happened_at=self.at, recorded_by_id=self.me.id, **more)

    def new_secret(self, one: Any, current: str, new: str) -> str:
        """Check the present password and end every other session of its owner."""
        if not new or not secrets.compare_digest(hashed(current, one.secret), one.secret):
            raise Refused(422, "Send the present password and a new one.")
        self.db.execute(sa.delete(logins).where(logins.c.person == one.id, logins.c.id != self.token))
        return hashed(new)

    # -- tools and loans --

    def list_tools(self, asked: dict[str, Any]) -> Response:
        found = sa.select(gear).where(gear.c.name.icontains(asked.get("query", ""), autoescape=True))
        return self.page(found.where(gear.c.kind == asked["kind"]) if "kind" in asked else found, asked, self.show_tool)

    def show_tool(self, one: Any) -> dict[str, Any]:
        return without(one, "purchase_price_cents", "notes")

    def create_tool(self, given: dict[str, Any]) -> Response:
        usual = {"needs_induction": False, "needs_approval": False, "deposit_cents": 0, "daily_late_fee_cents": 0}
        return answered(self.show_tool(self.add(gear, **{**usual, "replacement_cents": 0, **given})), 201, "/tools")

    def read_eligibility(self, asked: dict[str, Any]) -> Response:
        tool, one = self.row(gear, self.path["id"]), self.row(people, asked.get("member", self.me.id))
        self.own(one.id)
        allowed, reason = self.verdict(one, tool, asked.get("at", self.at))
        return answered({"allowed": allowed, "reason": reason})

    def show_loan(self, one: Any) -> dict[str, Any]:
        status = "returned" if one.returned_at else "requested" if one.asked and not one.approved_by_id else "open"
        return {**without(one, "asked"), "status": status, "extensions": 0}

    def list_loans(self, asked: dict[str, Any]) -> Response:
        waits, out = lent.c.asked & lent.c.approved_by_id.is_(None), lent.c.returned_at.is_(None)
        having = {"requested": out & waits, "open": out & ~waits, "returned": ~out}
        found = self.theirs(lent, asked, tool="tool_id")
        return self.page(found.where(having[asked["status"]]) if "status" in asked else found, asked, self.show_loan)

    def create_loan(self, given: dict[str, Any]) -> Response:
        self.may_set(given, "borrowed_at")
        one = self.row(people, given.get("member_id", self.me.id))
        self.own(one.id)
        return self.once(lambda: self.lend(given, self.row(gear, given["tool_id"]), one))

    def lend(self, given: dict[str, Any], tool: Any, one: Any) -> Response:
        at = given.get("borrowed_at", self.at)
        due = given.get("due_at", iso(datetime.fromisoformat(at) + USUAL_LOAN))
        if not at < due <= iso(datetime.fromisoformat(at) + 2 * USUAL_LOAN):
            raise Refused(422, "due_at must lie within four weeks after the loan begins.")
        allowed, reason = self.verdict(one, tool, at)
        if not allowed:
            raise Refused(409, reason)
        if self.rows(sa.select(lent).where(lent.c.tool_id == tool.id, lent.c.returned_at.is_(None))):
            raise Refused(409, "The tool is out.")
        loan = self.add(lent, tool_id=tool.id, member_id=one.id, asked=tool.needs_approval, borrowed_at=at, due_at=due,
                        note=given.get("note"))
        if tool.deposit_cents:
            self.enter(one.id, "deposit", tool.deposit_cents, loan_id=loan.id)
        return answered(self.show_loan(loan), 201, f"/loans/{loan.id}")

    def loan(self) -> Any:
        loan = self.row(lent, self.path["id"])
        self.own(loan.member_id)
        return loan

    def read_loan(self, _: dict[str, Any]) -> Response:
        return answered(self.show_loan(self.loan()))

    def return_loan(self, given: dict[str, Any]) -> Response:
        loan = self.loan()
        self.may_set(given, "returned_at")
        return self.once(lambda: self.take_back(loan, given.get("returned_at", self.at)))

    def take_back(self, loan: Any, at: str) -> Response:
        if loan.returned_at or at < loan.borrowed_at:
            raise Refused(409, "It is back already." if loan.returned_at else "It was not out then.")
        days = -((datetime.fromisoformat(loan.due_at) - datetime.fromisoformat(at)) // timedelta(days=1))
        fee = days * self.row(gear, loan.tool_id).daily_late_fee_cents
        if fee > 0 and self.show_loan(loan)["status"] == "open":
            self.enter(loan.member_id, "late_fee", fee, loan_id=loan.id)
        return answered(self.show_loan(self.change(lent, loan.id, returned_at=at)))

    def approve_loan(self, _: dict[str, Any]) -> Response:
        """Let a requested loan go out; nobody does so for their own household."""
        loan = self.loan()
        if loan.member_id in self.at_home(self.me, self.at) or self.show_loan(loan)["status"] != "requested":
            raise Refused(409, "Nobody waits for your approval here.")
        return answered(self.show_loan(self.change(lent, loan.id, approved_by_id=self.me.id)))

    def record_fact(self, given: dict[str, Any]) -> Response:
        missing = [name for name in NEEDS.get(given["kind"], "member_id").split() if name not in given]
        if missing:
            raise Refused(422, f"This kind needs {', '.join(missing)}.")
        for name, table in (("member_id", people), ("loan_id", lent), ("entry_id", journal)):
            given |= {name: self.row(table, given[name]).id} if name in given else {}
        fact = self.add(book, **{"happened_at": self.at, **given}, recorded_by_id=self.me.id)
        if fact.kind == "reopening" and fact.address:
            self.change(people, fact.member_id, address=fact.address)
        return answered(without(fact), 201, "/facts")

    # -- money: whole cents, from the first line to the last --

    def show_entry(self, one: Any) -> dict[str, Any]:
        """Show a line; whether a refund has arrived, and what went back of a deposit, stands in other lines."""
        settled = sa.select(book).where(book.c.kind == "refund_settled", book.c.entry_id == one.id)
        status = "pending" if one.kind == "refund" and not self.rows(settled) else "settled"
        return {**without(one), "status": status, "refunded_cents": self.refunded(one)}

    def refunded(self, deposit: Any) -> int:
        back = sa.select(sa.func.sum(journal.c.amount_cents)).where(journal.c.deposit_id == deposit.id)
        return self.db.scalar(back) or 0

    def list_entries(self, asked: dict[str, Any]) -> Response:
        return self.page(self.theirs(journal, asked, kind="kind"), asked, self.show_entry)

    def post_entry(self, given: dict[str, Any]) -> Response:
        return self.once(lambda: self.post(given, getattr(self, given["type"])(given)))

    def post(self, given: dict[str, Any], parts: list[tuple[Any, int]]) -> Response:
        more = {name: given[name] for name in ("note", "made_at", "loan_id", "deposit_id") if given.get(name) is not None}
        kind = given.get("kind", "refund")
        if "loan_id" in more and self.row(lent, more["loan_id"]).member_id != parts[0][0]:
            raise Refused(422, "This loan belongs to somebody else.")
        booked = [self.enter(member_id, kind, cents, **more).id for member_id, cents in parts]
        return answered({"entry_ids": booked, "total_cents": sum(cents for _, cents in parts)}, 201, "/ledger")

    def enter(self, member_id: str, kind: str, cents: int, **more: Any) -> Any:
        return self.add(journal, **{"made_at": self.at, **more}, member_id=member_id, kind=kind, amount_cents=cents)

    def fee(self, given: dict[str, Any]) -> list[tuple[Any, int]]:
        """Round half of a cent to the even neighbour: in the long run nobody gains by it."""
        hundredths = given["daily_rate_cents"] * given["days"] * (100 - given.get("discount_percent", 0))
        cents, rest = divmod(hundredths, 100)
        cents += rest > 50 or (rest == 50 and cents % 2 == 1)
        return [(self.row(people, given["member_id"]).id, cents)]

    def split(self, given: dict[str, Any]) -> list[tuple[Any, int]]:
        """Give each the same, and the cents that are left to the first ones."""
        sharers = [self.row(people, each).id for each in given["member_ids"]]
        if len(set(sharers)) < len(sharers):
            raise Refused(422, "Name each member once.")
        share, left = divmod(given["total_cents"], len(sharers))
        return [(each, share + (place < left)) for place, each in enumerate(sharers)]

    def payment(self, given: dict[str, Any]) -> list[tuple[Any, int]]:
        return [(self.row(people, given["member_id"]).id, given["amount_cents"])]

    def refund(self, given: dict[str, Any]) -> list[tuple[Any, int]]:
        """Give back what is left at most; this transaction began as a writer, so nobody else does so meanwhile."""
        deposit = self.row(journal, given["deposit_id"])
        if deposit.kind != "deposit" or self.refunded(deposit) + given["amount_cents"] > deposit.amount_cents:
            raise Refused(409, "So much is not left of this deposit.")
        return [(deposit.member_id, given["amount_cents"])]

    # -- messages: stored here, sent by the sender --

    def show_message(self, one: Any) -> dict[str, Any]:
        return without(one, "due")

    def list_notifications(self, asked: dict[str, Any]) -> Response:
        found = self.theirs(outbox, asked, status="status")
        return self.page(found if self.staff else found.where(outbox.c.member_id == self.me.id), asked, self.show_message)

    def create_notification(self, given: dict[str, Any]) -> Response:
        return self.once(lambda: self.queue(self.row(people, given["member_id"]), given))

    def queue(self, one: Any, given: dict[str, Any]) -> Response:
        made = self.add(outbox, **{**given, "member_id": one.id}, to=one.phone or one.email, status="queued", attempts=0,
                        created_at=self.at, due=self.at)
        return answered(self.show_message(made), 201, "/notifications")


def _a_year_after(day: date) -> date:
    return day.replace(year=day.year + 1) if (day.month, day.day) != (2, 29) else date(day.year + 1, 3, 1)


class Sender(Thread):
    """The one thread that calls the carrier.

    Three failures in a row open the breaker: from then on one call at a time asks whether it is back, less and less
    often. Retries spend a budget that first attempts fill, one for ten, so that they never become the load.
    """

    GIVE_UP_AFTER, LONGEST_PAUSE, TIMEOUT, BUDGET = 30, 4.0, 8.0, 4.0

    def __init__(self, engine: sa.Engine, carrier: str) -> None:
        super().__init__(name="sender", daemon=True)
        self.engine, self.url, self.woken = engine, f"{carrier.rstrip('/')}/messages", Event()
        self.http, self.failures, self.budget, self.clock = requests.Session(), 0, self.BUDGET, datetime.now(UTC)
        self.http.trust_env = False

    def run(self) -> None:
        """Send what is due, for ever; an error of ours is logged and never ends the thread."""
        while True:
            try:
                pause = self.turn()
            except Exception as error:
                log(operation="send", **told(error))
                pause = 1.0
            self.woken.clear()
            if pause <= NAP:
                self.woken.wait(pause)
            else:
                Event().wait(pause)  # the carrier wants to be left alone: nobody wakes us

    def turn(self) -> float:
        """Send one message; return for how many seconds nothing should be sent."""
        passed, self.clock = (datetime.now(UTC) - self.clock).total_seconds(), datetime.now(UTC)
        self.budget = min(self.BUDGET, self.budget + 0.4 * passed)
        half_open = self.failures >= 3
        waiting = sa.select(outbox).where(outbox.c.status == "queued", outbox.c.due <= now())
        if self.budget < 1 and not half_open:
            waiting = waiting.where(outbox.c.attempts == 0)
        with self.engine.connect() as db:
            message = db.execute(waiting.order_by(outbox.c.due, outbox.c.number).limit(1)).one_or_none()
        if message is None:
            return NAP
        self.budget += 0.1 if message.attempts == 0 else 0 if half_open else -1
        status, pause = self.call(message)
        accepted, refused = 200 <= status < 300, 400 <= status < 500 and status not in (408, 429)
        self.failures = 0 if accepted or refused or status == 429 else self.failures + 1
        dead = refused or message.attempts + 1 >= self.GIVE_UP_AFTER
        self.store(message, "sent" if accepted else "dead" if dead else "queued", status)
        log(operation="send", about=[message.id], status=status)
        if self.failures >= 3:
            pause = random.uniform(0.75, 1.25) * min(self.LONGEST_PAUSE, 2.0 ** (self.failures - 4))
        return pause

    def call(self, message: Any) -> tuple[int, float]:
        """Call the carrier once; return its status (0: none came) and how long it wants to be left alone."""
        try:
            answer = self.http.post(self.url, json={"to": message.to, "text": message.text}, timeout=self.TIMEOUT,
                                    headers={"Idempotency-Key": message.id})
        except requests.RequestException:
            return 0, 0.0
        wanted = answer.headers.get("Retry-After", "1" if answer.status_code == 429 else "")
        return answer.status_code, float(wanted) + 0.05 if wanted.isdecimal() else 0.0

    def store(self, message: Any, status: str, answer: int) -> None:
        """Write down what became of a message, and when to try again."""
        wait = random.uniform(0.5, 1.0) * min(self.LONGEST_PAUSE, 0.5 * 2**message.attempts)
        more = {"sent_at": now()} if status == "sent" else {"due": iso(datetime.now(UTC) + timedelta(seconds=wait))}
        more |= {"reason": f"The carrier answered {answer}."} if status == "dead" else {}
        done = sa.update(outbox).where(outbox.c.id == message.id)
        with self.engine.connect().execution_options(writes=True) as db, db.begin():
            db.execute(done.values(status=status, attempts=message.attempts + 1, **more))


# --- the app ------------------------------------------------------------------------------------------------


def log(**fields: Any) -> None:
    """Write one line; only fields that this file names get here, and none is the text of a visitor."""
    print(json.dumps({"at": now(), **fields}), flush=True)


def told(error: Exception) -> dict[str, Any]:
    """Say where something broke: its kind and its places, without a single value."""
    frames = traceback.extract_tb(error.__traceback__)[-8:]
    return {"error": type(error).__name__, "where": [f"{frame.name}:{frame.lineno}" for frame in frames]}


class App:
    """The WSGI app: it answers each request and leaves one line."""

    def __init__(self, environment: Any) -> None:
        self.engine = _engine(environment.get("DATABASE_URL", "sqlite:///sound.db"))
        meta.create_all(self.engine)
        _first_admin(self.engine, environment["ADMIN_EMAIL"].lower(), environment["ADMIN_PASSWORD"])
        self.sender = Sender(self.engine, environment.get("CARRIER_URL", f"http://{HOST}:9"))
        self.sender.start()

    def __call__(self, environ: Any, start_response: Any) -> Any:
        desk, mark, fault = Desk(self.engine, Request(environ)), uuid.uuid4().hex, {}
        try:
            answer = desk.run()
        except Refused as error:
            answer = answered({"error": error.shown}, error.status)
        except HTTPException as error:
            shown = {"code": "not_found", "message": "There is no such operation.", "details": []}
            answer = answered({"error": shown}, error.code or 500)
        except Exception as error:
            fault, shown = told(error), {"code": "internal", "message": "Something broke here.", "details": []}
            answer = answered({"error": shown}, 500)
        answer.headers["X-Correlation-Id"] = mark
        who = desk.me.id if desk.me is not None else None
        log(request=mark, operation=desk.operation, who=who, status=answer.status_code, about=sorted(desk.about), **fault)
        self.sender.woken.set()
        return answer(environ, start_response)


def _engine(url: str) -> sa.Engine:
    if not url.startswith("sqlite:///"):
        sys.exit("sound.py speaks SQLite only: DATABASE_URL=sqlite:///FILE.")
    engine = sa.create_engine(url, connect_args={"timeout": 5.0, "check_same_thread": False}, pool_size=16)

    @sa.event.listens_for(engine, "connect")
    def _(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        connection.execute("PRAGMA journal_mode = WAL")

    @sa.event.listens_for(engine, "begin")
    def _(connection: sa.Connection) -> None:
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _first_admin(engine: sa.Engine, email: str, password: str) -> None:
    with engine.connect().execution_options(writes=True) as db, db.begin():
        if db.execute(sa.select(people).where(people.c.email == email)).one_or_none() is None:
            db.execute(sa.insert(people).values(id=str(uuid.uuid4()), name="First admin", email=email, role="admin",
                                                secret=hashed(password), joined_at=now(), status_at_first="active",
                                                phone_since=0))


def create_app() -> App:
    return App(os.environ)


if __name__ == "__main__":
    from waitress import serve

    serve(create_app(), host=HOST, port=int(os.environ.get("PORT", "8000")), threads=8)
