"""An afternoon at Toolshed: what members do, request by request, and which secrets are then found where."""

from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from typing import Any

from labapp.probes.logs.canaries import Canary, chosen, found
from labapp.probes.logs.detective import Detective, Step, on_the_case
from labapp.probes.logs.sinks import entries
from labapp.services import Services
from labapp.targets.open_target import in_simulation

from .last_log import keep
from .table_and_sentence import LeakColumns

VISITORS = ("Ann", "Bela", "Carl", "Dana", "Emre", "Fay", "Gil", "Hana", "Ivo", "Jo")
WITH_FULL_DISK = {"Dana", "Hana"}


def visits(services: Services, columns: LeakColumns) -> Iterator[LeakColumns]:
    """Let everybody visit a backend with these services; yield the columns after each request."""
    with in_simulation(services) as target, on_the_case(target, "afternoon") as detective:
        for name in VISITORS:
            for _ in Visitor(detective, name, with_full_disk=name in WITH_FULL_DISK).day(columns):
                yield columns
        keep(detective.new_lines())


class Visitor:
    """One member with six secrets: four of them chosen, two made by Toolshed.

    Whoever is unlucky meets a full disk while paying, moving house and choosing a new password.
    """

    def __init__(self, detective: Detective, name: str, with_full_disk: bool = False) -> None:
        self.detective, self.with_full_disk = detective, with_full_disk
        self.name, self.email = name, f"{name.lower().replace(' ', '.')}@example.test"
        self.secrets: dict[str, Canary] = chosen(f"{name} of Toolshed")
        self.member_id: Any = None

    def day(self, columns: LeakColumns | None = None) -> Iterator[Step]:
        """Live through the day and yield each request; the columns are up to date then."""
        columns = columns or LeakColumns()
        carrier = self.detective.target.carrier
        for deed in self._actions():
            sent = len(carrier.ledger)
            step = deed()
            if step.answer.ok and deed == self._forget_password:
                link = self.detective.mail(self.value("phone")).rpartition("/")[2]
                self.secrets["reset link"] = Canary("reset link", link)
            messages = [("carrier", f"{call.to} {call.text}") for call in carrier.ledger[sent:]]
            self._count(columns, [*entries(step.lines), *messages])
            yield step

    def value(self, kind: str) -> str:
        """Return one of the secrets."""
        return self.secrets[kind].value

    def _actions(self) -> Iterator[Callable[[], Step]]:
        yield from (self._join, self._log_in, self._look_around, self._borrow, self._call_the_desk)
        yield self._forget_password
        with self.detective.target.full_disk() if self.with_full_disk else nullcontext():  # type: ignore[misc]
            yield from (self._pay_by_card, self._move_house, self._choose_new_password)
        yield from (self._use_an_old_app, self._bring_back)

    def _join(self) -> Step:
        details = {kind: self.value(kind) for kind in ("password", "phone", "address")}
        nobody = self.detective.library.nobody
        return self.detective.watch(nobody.post, "/members", name=self.name, email=self.email, **details)

    def _log_in(self) -> Step:
        nobody = self.detective.library.nobody
        step = self.detective.watch(
            nobody.post, "/sessions", email=self.email, password=self.value("password")
        )
        session = step.answer.json()
        self.secrets["token"], self.member_id = Canary("token", session["token"]), session["member_id"]
        return step

    def _look_around(self) -> Step:
        return self._as_member("GET", "/tools?kind=ladder")

    def _borrow(self) -> Step:
        tool = self.detective.library.tool()
        self.loan = self._as_member("POST", "/loans", json={"tool_id": tool["id"]})
        return self.loan

    def _call_the_desk(self) -> Step:
        return self.detective.watch(self.detective.library.admin.get, "/members", query=self.value("phone"))

    def _forget_password(self) -> Step:
        nobody = self.detective.library.nobody
        return self.detective.watch(nobody.post, "/password-resets", email=self.email)

    def _pay_by_card(self) -> Step:
        payment = {"type": "payment", "member_id": self.member_id, "kind": "payment", "amount_cents": 500}
        card = {"card_number": self.value("card"), "note": f"card {self.value('card')}, paid at the desk"}
        return self.detective.watch(self.detective.library.admin.post, "/ledger", **payment, **card)

    def _move_house(self) -> Step:
        passwords = dict.fromkeys(("current_password", "new_password"), self.value("password"))
        changes = {"address": f"{self.value('address')}, second floor", "phone": self.value("phone")}
        return self._as_member("PATCH", f"/members/{self.member_id}", json={**changes, **passwords})

    def _choose_new_password(self) -> Step:
        path, new = f"/password-resets/{self.value('reset link')}", self.value("password")
        return self.detective.watch(
            self.detective.library.nobody.send, "PUT", path, json={"new_password": new}
        )

    def _use_an_old_app(self) -> Step:
        """An app of 2019 puts the token into the URL, and name and password into a header."""
        basic = b64encode(f"{self.email}:{self.value('password')}".encode()).decode()
        path, header = f"/loans?access_token={self.value('token')}", {"Authorization": f"Basic {basic}"}
        return self.detective.watch(self.detective.library.nobody.send, "GET", path, headers=header)

    def _bring_back(self) -> Step:
        return self._as_member("POST", f"/loans/{self.loan.answer.json()['id']}/return", json={})

    def _as_member(self, method: str, path: str, **options: Any) -> Step:
        bearer = {"Authorization": f"Bearer {self.value('token')}"}
        nobody = self.detective.library.nobody
        return self.detective.watch(nobody.send, method, path, headers=bearer, **options)

    def _count(self, columns: LeakColumns, written: list[tuple[str, str]]) -> None:
        columns.requests += 1
        for sink, text in written:
            columns.write(sink)
            for canary in found(list(self.secrets.values()), text):
                columns.add(canary.kind, sink)
