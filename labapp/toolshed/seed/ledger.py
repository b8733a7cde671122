"""The ledger of the demo: deposits with their refunds, late fees, and what was paid of them."""

from datetime import datetime, timedelta

from .context import Row, SeedContext

DAY = timedelta(days=1)
PAID_PROBABILITY = 0.7
REPAIRS = ((130, 2400, "New blade after hitting a nail"), (71, 1850, "New cord"), (33, 950, "New handle"))


def entries(context: SeedContext) -> list[Row]:
    """Return all entries but the refunds, in the order in which they were made."""
    made = [
        entry for loan in context.loans for entry in (*_deposit(context, loan), *_late_fee(context, loan))
    ]
    made += [_charge(context, days_ago, cents, note) for days_ago, cents, note in REPAIRS]
    paid = [fee for fee in made if fee["kind"] != "deposit" and context.chance.random() < PAID_PROBABILITY]
    made += [_payment(context, fee) for fee in paid]
    return sorted(made, key=lambda entry: entry["made_at"])


def refunds(context: SeedContext) -> list[Row]:
    """Return the refund of every deposit whose tool is back, and note it with the deposit."""
    returned_at = {loan["id"]: loan["returned_at"] for loan in context.loans}
    deposits = [entry for entry in context.entries if entry["kind"] == "deposit"]
    due = [deposit for deposit in deposits if deposit["refunded_cents"]]
    return [_refund(context, deposit, returned_at[deposit["loan_id"]]) for deposit in due]


def _deposit(context: SeedContext, loan: Row) -> list[Row]:
    cents = context.tool_of(loan)["deposit_cents"]
    deposit = _entry(loan, "deposit", cents, loan["borrowed_at"])
    deposit["refunded_cents"] = cents if loan["returned_at"] else 0
    return [deposit] if cents else []


def _late_fee(context: SeedContext, loan: Row) -> list[Row]:
    if loan["returned_at"] is None or loan["returned_at"] <= loan["due_at"]:
        return []
    days_late = -((loan["due_at"] - loan["returned_at"]) // DAY)
    cents = days_late * context.tool_of(loan)["daily_late_fee_cents"]
    return [_entry(loan, "late_fee", cents, loan["returned_at"])]


def _charge(context: SeedContext, days_ago: int, cents: int, note: str) -> Row:
    back = [
        loan for loan in context.loans if loan["returned_at"] and loan["returned_at"] < context.ago(days_ago)
    ]
    return {**_entry(back[-1], "repair", cents, context.ago(days_ago)), "note": note}


def _payment(context: SeedContext, fee: Row) -> Row:
    made_at = min(fee["made_at"] + context.chance.randint(1, 9) * DAY, context.today)
    loan = {"id": fee["loan_id"], "member_id": fee["member_id"]}
    return _entry(loan, "payment", fee["amount_cents"], made_at)


def _refund(context: SeedContext, deposit: Row, returned_at: datetime) -> Row:
    loan = {"id": deposit["loan_id"], "member_id": deposit["member_id"]}
    refund = _entry(loan, "refund", deposit["amount_cents"], returned_at)
    settled = returned_at + 3 * DAY < context.today
    return {**refund, "deposit_id": deposit["id"], "status": "settled" if settled else "pending"}


def _entry(loan: Row, kind: str, cents: int, made_at: datetime) -> Row:
    entry: Row = {"member_id": loan["member_id"], "kind": kind, "amount_cents": cents, "made_at": made_at}
    nothing = {"status": "settled", "deposit_id": None, "refunded_cents": 0, "note": None}
    return {**entry, **nothing, "loan_id": loan["id"]}
