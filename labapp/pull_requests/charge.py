"""Pull requests for charge: whole cents, and keys of all kinds; most remember too little or too much."""

import json
from datetime import timedelta
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction
from typing import Any

from sqlalchemy import Column, Integer, MetaData, String, Table, Text, insert, select, text, update
from sqlalchemy.exc import IntegrityError

from labapp.models import Entry
from labapp.services import Conflict, Context, Fee, Invalid, Payment, Receipt, Refund, Split, needs

from .pull_request import PullRequest

Command = Fee | Split | Payment | Refund

KEYS = Table(
    "seen_keys",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("key", String(200), index=True, nullable=False),
    Column("answer", Text, nullable=False),
)
ANSWERS = Table(
    "kept_answers",
    MetaData(),
    Column("key", String(200), primary_key=True),
    Column("asked", Text, nullable=False),
    Column("answer", Text, nullable=False),
)


def _cents(fee: Fee) -> int:
    return round(Fraction(fee.days * fee.daily_rate_cents * (100 - fee.discount_percent), 100))


def _parts(total_cents: int, number: int) -> list[int]:
    share, rest = divmod(total_cents, number)
    return [share + 1] * rest + [share] * (number - rest)


def _entries(command: Fee | Split | Payment) -> list[Entry]:
    """Whole cents: an exact fee, half to even; a split whose parts add up."""
    match command:
        case Fee():
            details = {"member_id": command.member_id, "kind": command.kind, "loan_id": command.loan_id}
            return [Entry(amount_cents=_cents(command), **details)]
        case Split(ids, kind, total_cents):
            parts = zip(ids, _parts(total_cents, len(ids)), strict=True)
            return [Entry(member_id=member_id, kind=kind, amount_cents=part) for member_id, part in parts]
        case Payment(member_id, kind, amount_cents, loan_id):
            return [Entry(member_id=member_id, kind=kind, amount_cents=amount_cents, loan_id=loan_id)]


def _refund(command: Refund, member_id: int) -> list[Entry]:
    details = {"status": "pending", "deposit_id": command.deposit_id}
    return [Entry(member_id=member_id, kind="refund", amount_cents=command.amount_cents, **details)]


def _add(ctx: Context, command: Command, entries: list[Entry]) -> Receipt:
    """Write the entries; they are committed by whoever called."""
    for entry in entries:
        entry.made_at = command.at if isinstance(command, Refund) else ctx.now()
        entry.note = command.note
    ctx.session.add_all(entries)
    ctx.session.flush()
    return Receipt(tuple(entry.id for entry in entries), sum(entry.amount_cents for entry in entries))


def _take_at_once(ctx: Context, command: Refund) -> int:
    """Check and take in one statement; return whose deposit it is."""
    refunded_cents = Entry.refunded_cents + command.amount_cents
    enough = Entry.id == command.deposit_id, refunded_cents <= Entry.amount_cents
    take = update(Entry).where(*enough).values(refunded_cents=refunded_cents).returning(Entry.member_id)
    member_id = ctx.session.scalar(take.execution_options(synchronize_session=False))
    if member_id is None:
        raise Conflict("That is more than is left of the deposit.")
    return member_id


def _book(ctx: Context, command: Command) -> Receipt:
    """Book in whole cents, refunds in one statement; not yet committed."""
    if isinstance(command, Refund):
        return _add(ctx, command, _refund(command, _take_at_once(ctx, command)))
    return _add(ctx, command, _entries(command))


def _kept(receipt: Receipt) -> str:
    return json.dumps([receipt.entry_ids, receipt.total_cents])


def _read(answer: str) -> Receipt:
    entry_ids, total_cents = json.loads(answer)
    return Receipt(tuple(entry_ids), total_cents)


def _asked(command: Command) -> str:
    return repr(
        [(name, value) for name, value in vars(command).items() if name not in ("at", "idempotency_key")]
    )


def whole_cents(ctx: Context, command: Command) -> Receipt:
    """Book one command in the ledger."""
    if isinstance(command, Refund):
        deposit = ctx.session.get_one(Entry, command.deposit_id)
        if deposit.refunded_cents + command.amount_cents > deposit.amount_cents:
            raise Conflict("That is more than is left of the deposit.")
        deposit.refunded_cents += command.amount_cents
        entries = _refund(command, deposit.member_id)
    else:
        entries = _entries(command)  # whole cents, half to even; the parts of a split add up
    receipt = _add(ctx, command, entries)
    ctx.session.commit()
    return receipt


def keys_in_memory(ctx: Context, command: Command) -> Receipt:
    """Book one command in the ledger."""
    key = command.idempotency_key
    answers: dict[str, tuple[str, Receipt]] = ctx.shared.setdefault("answers by key", {})
    if key in answers:
        asked, receipt = answers[key]
        if asked != _asked(command):
            raise Invalid("This key was used for another request.")
        return receipt
    receipt = _book(ctx, command)  # whole cents; a refund is checked and taken in one statement
    ctx.session.commit()
    if key is not None:
        answers[key] = _asked(command), receipt
    return receipt


@needs(KEYS)
def look_first(ctx: Context, command: Command) -> Receipt:
    """Book one command in the ledger."""
    key = command.idempotency_key
    seen = select(KEYS.c.answer).where(KEYS.c.key == key)
    if key is not None and (answer := ctx.session.scalar(seen)) is not None:
        return _read(answer)
    receipt = _book(ctx, command)
    if key is not None:
        ctx.session.execute(insert(KEYS).values(key=key, answer=_kept(receipt)))
    ctx.session.commit()
    return receipt


@needs(ANSWERS)
def never_compare(ctx: Context, command: Command) -> Receipt:
    """Book one command in the ledger."""
    return _once(ctx, command, asked="")


@needs(ANSWERS)
def no_twins(ctx: Context, command: Command) -> Receipt:
    """Book one command in the ledger."""
    if isinstance(command, Payment):
        same = Entry.member_id == command.member_id, Entry.amount_cents == command.amount_cents
        today = Entry.kind == command.kind, Entry.made_at > ctx.now() - timedelta(days=1)
        earlier = select(Entry.id).where(*same, *today).limit(1)
        if ctx.session.scalar(earlier) is not None and not _answered(ctx, command):
            raise Conflict("The same amount was booked today already.")
    return _once(ctx, command, asked=_asked(command))


@needs(ANSWERS)
def round_everywhere(ctx: Context, command: Command) -> Receipt:
    """Book one command in the ledger."""
    if isinstance(command, Split):
        share = round(command.total_cents / 100 / len(command.member_ids), 2)
        cents = round(share * 100)
        details = {"kind": command.kind, "amount_cents": cents}
        return _once(
            ctx, command, _asked(command), [Entry(member_id=m, **details) for m in command.member_ids]
        )
    return _once(ctx, command, asked=_asked(command))


@needs(ANSWERS)
def decimal_of_a_float(ctx: Context, command: Command) -> Receipt:
    """Book one command in the ledger."""
    if isinstance(command, Fee):
        euros = Decimal(command.days * command.daily_rate_cents / 100 * (1 - command.discount_percent / 100))
        cents = int(euros.quantize(Decimal("0.01"), ROUND_HALF_EVEN) * 100)
        details = {"member_id": command.member_id, "kind": command.kind, "loan_id": command.loan_id}
        return _once(ctx, command, _asked(command), [Entry(amount_cents=cents, **details)])
    return _once(ctx, command, asked=_asked(command))


@needs(ANSWERS)
def lock_the_row(ctx: Context, command: Command) -> Receipt:
    """Book one command in the ledger."""
    if not isinstance(command, Refund) or _answered(ctx, command):
        return _once(ctx, command, asked=_asked(command))
    locked = select(Entry).where(Entry.id == command.deposit_id).with_for_update()
    deposit = ctx.session.scalars(locked.execution_options(populate_existing=True)).one()
    if deposit.refunded_cents + command.amount_cents > deposit.amount_cents:
        raise Conflict("That is more than is left of the deposit.")
    deposit.refunded_cents += command.amount_cents
    return _once(ctx, command, _asked(command), _refund(command, deposit.member_id))


@needs(ANSWERS)
def check_in_the_statement(ctx: Context, command: Command) -> Receipt:
    """Book one command in the ledger."""
    if not isinstance(command, Refund) or _answered(ctx, command):
        return _once(ctx, command, asked=_asked(command))
    deposit = ctx.session.get_one(Entry, command.deposit_id)
    refunded_cents = deposit.refunded_cents + command.amount_cents
    enough = Entry.id == deposit.id, Entry.refunded_cents + command.amount_cents <= Entry.amount_cents
    take = update(Entry).where(*enough).values(refunded_cents=refunded_cents).returning(Entry.id)
    if ctx.session.scalar(take) is None:
        raise Conflict("That is more than is left of the deposit.")
    return _once(ctx, command, _asked(command), _refund(command, deposit.member_id))


@needs(ANSWERS)
def say_it_is_done(ctx: Context, command: Command) -> Receipt:
    """Book one command in the ledger."""
    if _answered(ctx, command):
        raise Conflict("This request was booked already.")
    return _once(ctx, command, asked=_asked(command))


def _answered(ctx: Context, command: Command) -> bool:
    if command.idempotency_key is None:
        return False
    kept = select(ANSWERS.c.key).where(ANSWERS.c.key == command.idempotency_key)
    return ctx.session.scalar(kept) is not None


def _once(ctx: Context, command: Command, asked: str, entries: list[Entry] | None = None) -> Receipt:
    """Book, and keep the answer under the unique key; whoever comes second gets the first one's answer."""
    key = command.idempotency_key
    mine = select(ANSWERS).where(ANSWERS.c.key == key)
    kept = ctx.session.execute(mine).one_or_none() if key is not None else None
    try:
        if kept is None:
            receipt = _book(ctx, command) if entries is None else _add(ctx, command, entries)
            if key is not None:
                values = {"key": key, "asked": asked, "answer": _kept(receipt)}
                ctx.session.execute(insert(ANSWERS).values(**values))
            ctx.session.commit()
            return receipt
    except IntegrityError:  # somebody was faster: nothing of ours is booked
        ctx.session.rollback()
        kept = ctx.session.execute(mine).one()
    if kept.asked != asked:
        raise Invalid("This key was used for another request.")
    return _read(kept.answer)


@needs(ANSWERS)
def book_then_claim(ctx: Context, command: Command) -> Receipt:
    """Book one command in the ledger."""
    return _once(ctx, command, asked=_asked(command))


@needs(ANSWERS)
def compare_and_set(ctx: Context, command: Command) -> Receipt:
    """Book one command in the ledger."""
    if not isinstance(command, Refund) or _answered(ctx, command):
        return _once(ctx, command, asked=_asked(command))
    for _ in range(5):
        deposit = ctx.session.get_one(Entry, command.deposit_id, populate_existing=True)
        seen_cents = deposit.refunded_cents
        if seen_cents + command.amount_cents > deposit.amount_cents:
            break
        unchanged = Entry.id == deposit.id, Entry.refunded_cents == seen_cents
        change = update(Entry).where(*unchanged).values(refunded_cents=seen_cents + command.amount_cents)
        if ctx.session.scalar(change.returning(Entry.id)) is not None:
            return _once(ctx, command, _asked(command), _refund(command, deposit.member_id))
        ctx.session.rollback()
    raise Conflict("That is more than is left of the deposit, or it changes all the time.")


@needs(ANSWERS)
def all_by_hand(c: Context, x: Command) -> Receipt:
    """Book one command in the ledger."""
    k, s, t = x.idempotency_key, c.session, c.now()
    a = str([v for n, v in vars(x).items() if n not in ("at", "idempotency_key")])
    if k:
        # whoever inserts the row first has it, everybody else waits here until that one has committed
        q = "INSERT INTO kept_answers VALUES (:k, :a, '') ON CONFLICT DO NOTHING RETURNING 1"
        if s.scalar(text(q), {"k": k, "a": a}) is None:
            r = s.execute(text("SELECT asked, answer FROM kept_answers WHERE key = :k"), {"k": k}).one()
            if r[0] != a:
                raise Invalid("key used before for something else")
            return Receipt(tuple(json.loads(r[1])[0]), json.loads(r[1])[1])
    rows: list[Any] = []
    if isinstance(x, Fee):
        n = x.daily_rate_cents * x.days * (100 - x.discount_percent)
        n = n // 100 + (1 if n % 100 > 50 else n // 100 % 2 if n % 100 == 50 else 0)
        rows = [{"member_id": x.member_id, "kind": x.kind, "amount_cents": n, "loan_id": x.loan_id}]
    elif isinstance(x, Split):
        m = len(x.member_ids)
        n = x.total_cents
        for i in range(m):  # the last ones get what the first ones left
            p = n // (m - i)
            rows += [{"member_id": x.member_ids[i], "kind": x.kind, "amount_cents": p}]
            n -= p
    elif isinstance(x, Payment):
        rows = [
            {"member_id": x.member_id, "kind": x.kind, "amount_cents": x.amount_cents, "loan_id": x.loan_id}
        ]
    else:
        t = x.at
        q = "UPDATE entries SET refunded_cents = refunded_cents + :n WHERE id = :i"
        q += " AND amount_cents - refunded_cents >= :n RETURNING member_id"
        u = s.scalar(text(q), {"n": x.amount_cents, "i": x.deposit_id})
        if u is None:
            raise Conflict("not enough left")
        rows = [{"member_id": u, "kind": "refund", "amount_cents": x.amount_cents, "status": "pending"}]
        rows[0]["deposit_id"] = x.deposit_id
    es = [Entry(**r, made_at=t, note=x.note) for r in rows]
    s.add_all(es)
    s.flush()
    ids, n = [e.id for e in es], sum(e.amount_cents for e in es)
    s.execute(text("UPDATE kept_answers SET answer = :w WHERE key = :k"), {"w": json.dumps([ids, n]), "k": k})
    s.commit()
    return Receipt(tuple(ids), n)


PULL_REQUESTS = (
    PullRequest(
        "Count in whole cents",
        "Exact fees, splits that add up, no float anywhere: what good assistants write unasked.",
        whole_cents,
        "paid_twice_after_a_lost_reply",
    ),
    PullRequest(
        "Remember the keys",
        "Whole cents, and a key that was seen gets its first answer again. No table, no migration.",
        keys_in_memory,
        "paid_twice_after_a_restart",
    ),
    PullRequest(
        "Look the key up first",
        "The keys are in the database, where they survive. Look, book, note.",
        look_first,
        "paid_twice_at_once",
    ),
    PullRequest(
        "Stop double charges",
        "Keys with answers, and to be quite sure: the same amount twice a day is an accident.",
        no_twins,
        "equal_charges_refused",
    ),
    PullRequest(
        "Round to two places",
        "Amounts have two places now, wherever they are made.",
        round_everywhere,
        "cents_lost_in_splits",
    ),
    PullRequest(
        "Use Decimal",
        "Decimal is made for money, and it rounds half to even.",
        decimal_of_a_float,
        "fees_off_by_a_cent",
    ),
    PullRequest(
        "Lock the row",
        "SELECT … FOR UPDATE, as the book says. SQLite has no such lock, and nobody is told.",
        lock_the_row,
        "refunded_twice_at_once",
    ),
    PullRequest(
        "Check in the statement",
        "The database checks what is left. The sum that it stores was made before.",
        check_in_the_statement,
        "refunded_beyond_two_halves",
    ),
    PullRequest(
        "Keep one answer for each key",
        "A key is a key. Why compare bodies?",
        never_compare,
        "other_amount_under_the_same_key",
    ),
    PullRequest(
        "Refuse repetitions",
        "Booked once is booked: whoever sends it again is told so.",
        say_it_is_done,
        "another_answer_after_a_lost_reply",
    ),
    PullRequest(
        "Book, then claim the key",
        "The claim comes last, and takes everything back when it fails.",
        book_then_claim,
    ),
    PullRequest(
        "Compare and set",
        "Nothing is locked. Whoever finds the deposit changed looks again.",
        compare_and_set,
    ),
    PullRequest(
        "Ledger by hand (it works on my machine)",
        "SQL in strings, names of one letter, arithmetic with remainders.",
        all_by_hand,
    ),
)
