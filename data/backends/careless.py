"""A tool library behind the contract in `data/contract/core.yaml`: it works, it is tidy, and nobody asked it anything.

It lies here to be probed, beside `sound.py`, and shares no code with Toolshed: one Flask file, SQLite by hand, one
connection with a lock around it, numbers as ids, signed tokens, 403 for what one may not do.

Try it: ADMIN_EMAIL=a@example.test ADMIN_PASSWORD=let-me-in-please PORT=8000 python careless.py
"""

import logging
import os
import sqlite3
import threading
import time
from datetime import datetime, timedelta, timezone
from functools import wraps

import requests
from flask import Flask, g, jsonify, request
from itsdangerous import BadSignature, URLSafeSerializer
from werkzeug.exceptions import HTTPException
from werkzeug.security import check_password_hash, generate_password_hash

HOST = "127.0.0.1"
LOAN_DAYS = 14
MAX_LOANS = 3
MAX_ATTEMPTS = 5
STAFF = ("steward", "admin")

SCHEMA = """
CREATE TABLE IF NOT EXISTS members (
    id INTEGER PRIMARY KEY, name TEXT, email TEXT UNIQUE, password_hash TEXT, phone TEXT, address TEXT,
    household TEXT, role TEXT DEFAULT 'member', status TEXT DEFAULT 'active', notes TEXT,
    phone_verified_at TEXT, hardship_until TEXT, joined_at TEXT);
CREATE TABLE IF NOT EXISTS tools (
    id INTEGER PRIMARY KEY, name TEXT, kind TEXT, batch TEXT, needs_induction INTEGER DEFAULT 0,
    needs_approval INTEGER DEFAULT 0, deposit_cents INTEGER DEFAULT 0, daily_late_fee_cents INTEGER DEFAULT 0,
    replacement_cents INTEGER DEFAULT 0, purchase_price_cents INTEGER DEFAULT 0, notes TEXT);
CREATE TABLE IF NOT EXISTS loans (
    id INTEGER PRIMARY KEY, tool_id INTEGER, member_id INTEGER, status TEXT, borrowed_at TEXT, due_at TEXT,
    returned_at TEXT, extensions INTEGER DEFAULT 0, approved_by_id INTEGER, note TEXT);
CREATE TABLE IF NOT EXISTS facts (
    id INTEGER PRIMARY KEY, kind TEXT, member_id INTEGER, loan_id INTEGER, entry_id INTEGER, tool_kind TEXT,
    batch TEXT, household TEXT, address TEXT, happened_at TEXT, until TEXT, note TEXT, recorded_by_id INTEGER);
CREATE TABLE IF NOT EXISTS entries (
    id INTEGER PRIMARY KEY, member_id INTEGER, kind TEXT, amount_cents INTEGER, status TEXT DEFAULT 'settled',
    loan_id INTEGER, deposit_id INTEGER, refunded_cents INTEGER DEFAULT 0, made_at TEXT, note TEXT);
CREATE TABLE IF NOT EXISTS notifications (
    id INTEGER PRIMARY KEY, member_id INTEGER, kind TEXT, "to" TEXT, text TEXT, status TEXT DEFAULT 'queued',
    attempts INTEGER DEFAULT 0, created_at TEXT, sent_at TEXT, reason TEXT);
CREATE TABLE IF NOT EXISTS logged_out (token TEXT);
"""

app = Flask(__name__)
logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
log = logging.getLogger("library")
tokens = URLSafeSerializer(os.environ.get("SECRET_KEY", "tool-library"))


# --- database ---------------------------------------------------------------------------------------


class Database:
    """One SQLite connection that all threads share; the lock keeps them apart."""

    def __init__(self, path):
        self.lock = threading.Lock()
        self.connection = sqlite3.connect(path, check_same_thread=False)
        self.connection.row_factory = sqlite3.Row
        self.connection.executescript(SCHEMA)

    def all(self, sql, *values):
        with self.lock:
            return [dict(row) for row in self.connection.execute(sql, values).fetchall()]

    def one(self, sql, *values):
        rows = self.all(sql, *values)
        return rows[0] if rows else None

    def run(self, sql, *values):
        with self.lock, self.connection:
            return self.connection.execute(sql, values).lastrowid

    def insert(self, table, **values):
        names = ", ".join(f'"{name}"' for name in values)
        marks = ", ".join("?" for _ in values)
        new_id = self.run(f"INSERT INTO {table} ({names}) VALUES ({marks})", *values.values())
        return self.one(f"SELECT * FROM {table} WHERE id = ?", new_id)

    def update(self, table, row_id, **values):
        if values:
            changes = ", ".join(f'"{name}" = ?' for name in values)
            self.run(f"UPDATE {table} SET {changes} WHERE id = ?", *values.values(), row_id)
        return self.one(f"SELECT * FROM {table} WHERE id = ?", row_id)


db = Database(os.environ.get("DATABASE_URL", "sqlite:///careless.db").removeprefix("sqlite:///"))


# --- errors and logging -----------------------------------------------------------------------------


class ApiError(Exception):
    def __init__(self, status, code, message):
        super().__init__(message)
        self.status, self.code, self.message = status, code, message


@app.errorhandler(ApiError)
def handle_api_error(error):
    return jsonify(error={"code": error.code, "message": error.message, "details": []}), error.status


@app.errorhandler(HTTPException)
def handle_http_error(error):
    return jsonify(error={"code": "error", "message": error.description or "", "details": []}), error.code


@app.errorhandler(Exception)
def handle_unexpected(error):
    log.exception("Unhandled error for %s", request.full_path)
    return jsonify(error={"code": "internal", "message": "Internal error.", "details": []}), 500


@app.before_request
def log_request():
    body = request.get_json(silent=True)
    if isinstance(body, dict) and "password" in body:
        body = {**body, "password": "***"}
    log.info("%s %s %s", request.method, request.full_path, body)


@app.after_request
def log_response(response):
    member_id = g.member["id"] if "member" in g else None
    log.info("%s %s -> %s (member %s)", request.method, request.path, response.status_code, member_id)
    return response


# --- small helpers ----------------------------------------------------------------------------------


def now():
    return to_text(datetime.now(timezone.utc))


def to_text(moment):
    return moment.astimezone(timezone.utc).isoformat(timespec="microseconds").replace("+00:00", "Z")


def parse(text):
    try:
        return datetime.fromisoformat(text)
    except (TypeError, ValueError):
        raise ApiError(422, "invalid", "Invalid date.") from None


def normalized(text):
    return to_text(parse(text))


def get_body(*required):
    body = request.get_json()
    if not isinstance(body, dict):
        raise ApiError(422, "invalid", "Expected an object.")
    missing = [name for name in required if name not in body]
    if missing:
        raise ApiError(422, "invalid", f"Missing: {', '.join(missing)}")
    return body


def pick(body, *names):
    return {name: body[name] for name in names if name in body}


def find(table, row_id):
    row = db.one(f"SELECT * FROM {table} WHERE id = ?", str(row_id))
    if row is None:
        raise ApiError(404, "not_found", f"No {table} with id {row_id}.")
    return row


def paginate(table, conditions, show):
    """Return a page of the rows for which all (sql, value) conditions hold."""
    page = request.args.get("page", 1, type=int)
    per_page = request.args.get("per_page", 20, type=int)
    where = " AND ".join(sql for sql, _ in conditions) or "1"
    values = [value for _, value in conditions]
    total = db.one(f"SELECT count(*) AS n FROM {table} WHERE {where}", *values)["n"]
    rows = db.all(f"SELECT * FROM {table} WHERE {where} ORDER BY id LIMIT ? OFFSET ?",
                  *values, per_page, (page - 1) * per_page)
    response = jsonify(items=[show(row) for row in rows], page=page, per_page=per_page, total=total)
    if page * per_page < total:
        query = "&".join(f"{name}={value}" for name, value in request.args.items() if name != "page")
        response.headers["Link"] = f'<{request.path}?{query}&page={page + 1}>; rel="next"'
    return response


def created(shown, location):
    return jsonify(shown), 201, {"Location": location}


# --- who is it --------------------------------------------------------------------------------------


def identify():
    """Read the token; it carries the member's id and role, so that no query is needed."""
    header = request.headers.get("Authorization", "")
    try:
        return tokens.loads(header.removeprefix("Bearer "))
    except BadSignature:
        return None


def login_required(view):
    @wraps(view)
    def wrapped(*args, **kwargs):
        g.member = identify()
        if g.member is None or db.one("SELECT 1 FROM logged_out WHERE token = ?", request.headers["Authorization"]):
            g.pop("member")
            raise ApiError(401, "unauthenticated", "Please log in.")
        return view(*args, **kwargs)

    return wrapped


def staff_required(view):
    @wraps(view)
    @login_required
    def wrapped(*args, **kwargs):
        if not is_staff():
            raise ApiError(403, "forbidden", "Staff only.")
        return view(*args, **kwargs)

    return wrapped


def is_staff():
    return g.member["role"] in STAFF


def household_ids(member_id):
    member = find("members", member_id)
    mates = db.all("SELECT id FROM members WHERE household = ?", member["household"])
    return {member["id"], *(mate["id"] for mate in mates)}


def check_access(member_id):
    if not is_staff() and member_id not in household_ids(g.member["id"]):
        raise ApiError(403, "forbidden", "This belongs to another household.")


def visible(column="member_id"):
    """Conditions for lists: own household, unless staff."""
    if is_staff():
        return []
    ids = ", ".join(str(each) for each in household_ids(g.member["id"]))
    return [(f"{column} IN ({ids}) AND ?", 1)]


def filters(**columns):
    return [(f"{column} = ?", request.args[name]) for name, column in columns.items() if name in request.args]


# --- sessions and members ---------------------------------------------------------------------------


@app.post("/sessions")
def log_in():
    body = get_body("email", "password")
    member = db.one("SELECT * FROM members WHERE email = ?", body["email"])
    if member is None or not check_password_hash(member["password_hash"], body["password"]):
        raise ApiError(401, "unauthenticated", "Wrong email or password.")
    if member["status"] == "closed":
        raise ApiError(403, "forbidden", "This account is closed.")
    token = tokens.dumps({"id": member["id"], "role": member["role"], "at": time.time()})
    return jsonify(token=token, member_id=member["id"], role=member["role"]), 201


@app.delete("/sessions")
@login_required
def log_out():
    db.run("INSERT INTO logged_out (token) VALUES (?)", request.headers["Authorization"])
    return "", 204


def show_member(member):
    return {name: value for name, value in member.items() if name != "password_hash"}


def hash_password(password):
    return generate_password_hash(password, method="pbkdf2:sha256:10000")


@app.post("/members")
def register():
    body = get_body("name", "email", "password")
    if db.one("SELECT id FROM members WHERE email = ?", body["email"]):
        raise ApiError(409, "conflict", "This email is already registered.")
    details = pick(body, "name", "email", "phone", "address", "household", "role", "status")
    member = db.insert("members", **details, password_hash=hash_password(body["password"]), joined_at=now())
    return created(show_member(member), f"/members/{member['id']}")


@app.get("/members")
@staff_required
def list_members():
    like = f"%{request.args.get('query', '')}%"
    conditions = [("name || ' ' || email LIKE ?", like), *filters(household="household")]
    return paginate("members", conditions, show_member)


@app.get("/members/<int:member_id>")
@login_required
def read_member(member_id):
    member = find("members", member_id)
    check_access(member_id)
    return jsonify(show_member(member))


@app.patch("/members/<int:member_id>")
@login_required
def update_member(member_id):
    member, body = find("members", member_id), get_body()
    check_access(member_id)
    changes = pick(body, "name", "email", "phone", "address", "household", "role", "status", "notes")
    if "new_password" in body:
        if not check_password_hash(member["password_hash"], body.get("current_password", "")):
            raise ApiError(403, "forbidden", "Wrong password.")
        changes["password_hash"] = hash_password(body["new_password"])
    return jsonify(show_member(db.update("members", member_id, **changes)))


# --- tools ------------------------------------------------------------------------------------------


def show_tool(tool):
    return {**tool, "needs_induction": bool(tool["needs_induction"]), "needs_approval": bool(tool["needs_approval"])}


@app.get("/tools")
def list_tools():
    conditions = [("instr(lower(name), lower(?)) > 0", request.args["query"])] if request.args.get("query") else []
    return paginate("tools", conditions + filters(kind="kind"), show_tool)


@app.post("/tools")
@staff_required
def create_tool():
    body = get_body("name", "kind")
    tool = db.insert("tools", **pick(
        body, "name", "kind", "batch", "needs_induction", "needs_approval", "deposit_cents", "daily_late_fee_cents",
        "replacement_cents", "purchase_price_cents", "notes"))
    return created(show_tool(tool), f"/tools/{tool['id']}")


def eligibility(member, at):
    """Return whether a member may borrow at a moment, and why."""
    out = "member_id = ? AND borrowed_at <= ? AND (returned_at IS NULL OR returned_at > ?)"
    loans = db.all(f"SELECT * FROM loans WHERE {out}", member["id"], at, at)
    if member["status"] != "active":
        return False, "The account is not active."
    if len(loans) >= MAX_LOANS:
        return False, f"At most {MAX_LOANS} tools at a time."
    if any(loan["due_at"] < at for loan in loans):
        return False, "A loan is overdue."
    return True, "OK"


@app.get("/tools/<int:tool_id>/eligibility")
@login_required
def read_eligibility(tool_id):
    find("tools", tool_id)
    member = find("members", request.args.get("member", g.member["id"]))
    check_access(member["id"])
    allowed, reason = eligibility(member, normalized(request.args.get("at", now())))
    return jsonify(allowed=allowed, reason=reason)


# --- loans ------------------------------------------------------------------------------------------


@app.get("/loans")
@login_required
def list_loans():
    conditions = visible() + filters(member="member_id", tool="tool_id", status="status")
    return paginate("loans", conditions, dict)


@app.post("/loans")
@login_required
def create_loan():
    body = get_body("tool_id")
    tool, member = find("tools", body["tool_id"]), find("members", body.get("member_id", g.member["id"]))
    check_access(member["id"])
    borrowed_at = normalized(body.get("borrowed_at", now()))
    due_at = normalized(body["due_at"]) if "due_at" in body else to_text(parse(borrowed_at) + timedelta(days=LOAN_DAYS))
    allowed, reason = eligibility(member, borrowed_at)
    if not allowed:
        raise ApiError(409, "conflict", reason)
    if db.one("SELECT id FROM loans WHERE tool_id = ? AND returned_at IS NULL", tool["id"]):
        raise ApiError(409, "conflict", "The tool is already on loan.")
    status = "requested" if tool["needs_approval"] else "open"
    loan = db.insert("loans", tool_id=tool["id"], member_id=member["id"], status=status, borrowed_at=borrowed_at,
                     due_at=due_at, note=body.get("note"))
    if tool["deposit_cents"]:
        add_entry(member["id"], "deposit", tool["deposit_cents"], loan_id=loan["id"])
    return created(loan, f"/loans/{loan['id']}")


def get_loan(loan_id):
    loan = find("loans", loan_id)
    check_access(loan["member_id"])
    return loan


@app.get("/loans/<int:loan_id>")
@login_required
def read_loan(loan_id):
    return jsonify(get_loan(loan_id))


@app.post("/loans/<int:loan_id>/return")
@login_required
def return_loan(loan_id):
    loan, returned_at = get_loan(loan_id), normalized(get_body().get("returned_at", now()))
    if loan["status"] == "returned":
        raise ApiError(409, "conflict", "Already returned.")
    days_late = (parse(returned_at) - parse(loan["due_at"])) / timedelta(days=1)
    fee = find("tools", loan["tool_id"])["daily_late_fee_cents"]
    if days_late > 0 and fee:
        add_entry(loan["member_id"], "late_fee", cents(fee / 100 * int(days_late + 1)), loan_id=loan_id)
    return jsonify(db.update("loans", loan_id, status="returned", returned_at=returned_at))


@app.post("/loans/<int:loan_id>/approval")
@staff_required
def approve_loan(loan_id):
    loan = find("loans", loan_id)
    if loan["status"] != "requested":
        raise ApiError(409, "conflict", "This loan does not wait for approval.")
    return jsonify(db.update("loans", loan_id, status="open", approved_by_id=g.member["id"]))


@app.post("/facts")
@staff_required
def record_fact():
    body = get_body("kind")
    details = pick(body, "kind", "member_id", "loan_id", "entry_id", "tool_kind", "batch", "household", "address",
                   "until", "note")
    fact = db.insert("facts", **details, happened_at=normalized(body.get("happened_at", now())),
                     recorded_by_id=g.member["id"])
    statuses = {"suspension": "suspended", "reinstatement": "active", "closure": "closed", "reopening": "active"}
    if body["kind"] in statuses:
        db.update("members", body["member_id"], status=statuses[body["kind"]], **pick(body, "address"))
    if body["kind"] == "household":
        db.update("members", body["member_id"], household=body.get("household"))
    if body["kind"] == "hardship_plan":
        db.update("members", body["member_id"], hardship_until=normalized(body["until"]))
    if body["kind"] == "phone_verified":
        db.update("members", body["member_id"], phone_verified_at=fact["happened_at"])
    if body["kind"] == "refund_settled":
        db.update("entries", body["entry_id"], status="settled")
    return created(fact, f"/facts/{fact['id']}")


# --- money ------------------------------------------------------------------------------------------

seen_keys = {}


def cents(euros):
    return int(round(euros, 2) * 100)


def add_entry(member_id, kind, amount_cents, **more):
    return db.insert("entries", **{"made_at": now(), **more}, member_id=member_id, kind=kind, amount_cents=amount_cents)


@app.get("/ledger")
@login_required
def list_entries():
    return paginate("entries", visible() + filters(member="member_id", kind="kind"), dict)


@app.post("/ledger")
@staff_required
def post_entry():
    body, key = get_body("type"), request.headers.get("Idempotency-Key")
    if key in seen_keys:
        return created(seen_keys[key], "/ledger")
    bookings = {"fee": book_fee, "split": book_split, "payment": book_payment, "refund": book_refund}
    if body["type"] not in bookings:
        raise ApiError(422, "invalid", "Unknown type.")
    entries = bookings[body["type"]](body)
    receipt = {"entry_ids": [entry["id"] for entry in entries], "total_cents": sum(e["amount_cents"] for e in entries)}
    if key:
        seen_keys[key] = receipt
    return created(receipt, "/ledger")


def book_fee(body):
    member = find("members", body["member_id"])
    euros = body["daily_rate_cents"] / 100 * body["days"] * (1 - body.get("discount_percent", 0) / 100)
    return [add_entry(member["id"], body["kind"], cents(euros), **pick(body, "loan_id", "note"))]


def book_split(body):
    members = [find("members", member_id) for member_id in body["member_ids"]]
    share = cents(body["total_cents"] / 100 / len(members))
    return [add_entry(member["id"], body["kind"], share, **pick(body, "note")) for member in members]


def book_payment(body):
    member = find("members", body["member_id"])
    return [add_entry(member["id"], body["kind"], body["amount_cents"], **pick(body, "loan_id", "note"))]


def book_refund(body):
    deposit, amount = find("entries", body["deposit_id"]), body["amount_cents"]
    if deposit["refunded_cents"] + amount > deposit["amount_cents"]:
        raise ApiError(409, "conflict", "The refund exceeds the deposit.")
    refund = add_entry(deposit["member_id"], "refund", amount, status="pending", deposit_id=deposit["id"],
                       **pick(body, "made_at", "note"))
    db.update("entries", deposit["id"], refunded_cents=deposit["refunded_cents"] + amount)
    return [refund]


# --- notifications ----------------------------------------------------------------------------------


@app.get("/notifications")
@login_required
def list_notifications():
    return paginate("notifications", visible() + filters(member="member_id", status="status"), dict)


@app.post("/notifications")
@staff_required
def create_notification():
    body = get_body("member_id", "kind", "text")
    member = find("members", body["member_id"])
    notification = db.insert("notifications", member_id=member["id"], kind=body["kind"], text=body["text"],
                             to=member["phone"] or member["email"], created_at=now())
    return created(deliver(notification), f"/notifications/{notification['id']}")


def deliver(notification):
    """Send a notification; try again with exponential backoff when the carrier has a problem."""
    message = {"to": notification["to"], "text": notification["text"]}
    reason = None
    for attempt in range(1, MAX_ATTEMPTS + 1):
        try:
            response = requests.post(f"{os.environ['CARRIER_URL']}/messages", json=message, timeout=10)
            response.raise_for_status()
            return db.update("notifications", notification["id"], status="sent", attempts=attempt, sent_at=now())
        except requests.RequestException as error:
            reason = str(error)
            log.warning("Attempt %s for %s failed: %s", attempt, message, reason)
            time.sleep(0.2 * 2**attempt)
    return db.update("notifications", notification["id"], status="dead", attempts=MAX_ATTEMPTS, reason=reason)


def create_app():
    email, password = os.environ["ADMIN_EMAIL"], os.environ["ADMIN_PASSWORD"]
    if db.one("SELECT id FROM members WHERE email = ?", email) is None:
        db.insert("members", name="Admin", email=email, role="admin", password_hash=hash_password(password), joined_at=now())
    return app


if __name__ == "__main__":
    create_app().run(host=HOST, port=int(os.environ.get("PORT", "8000")), threaded=True)
