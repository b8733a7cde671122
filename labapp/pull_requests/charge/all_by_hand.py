"""Everything in one function, with SQL in strings."""

import json
from typing import Any

from sqlalchemy import text

from labapp.models import Entry
from labapp.services import Conflict, Context, Fee, Invalid, Payment, Receipt, Split, needs

from ..pull_request import PullRequest
from .shared_booking import Command
from .shared_kept_answers import ANSWERS


@needs(ANSWERS)
def charge(c: Context, x: Command) -> Receipt:
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


PULL_REQUEST = PullRequest(
    "Ledger by hand (it works on my machine)",
    "SQL in strings, names of one letter, arithmetic with remainders.",
    charge,
)
