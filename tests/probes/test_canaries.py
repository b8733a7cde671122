"""Canaries are found in every disguise, and nothing else is taken for one."""

import base64
import json
from urllib.parse import quote, quote_plus

import pytest

from labapp.probes.logs.canaries import Canary, chosen, found, squeezed
from labapp.probes.logs.sinks import by_sink, entries

PHONE, CARD, PASSWORD = (chosen("somebody")[kind] for kind in ("phone", "card", "password"))


def in_base64(text):
    return base64.b64encode(text.encode()).decode()


DISGUISES = {
    "plain": lambda value: f"body={value} status=200",
    "JSON": lambda value: json.dumps({"a": value}),
    "nested JSON": lambda value: json.dumps({"note": json.dumps({"a": {"b": value}})}),
    "a repr": lambda value: repr({"a": [(value,)]}),
    "URL-encoded": lambda value: f"GET /tools?query={quote(value, safe='')} 200",
    "as a form": lambda value: f"q={quote_plus(value)}&x=1",
    "base64": lambda value: f"Basic {in_base64(value)}",
    "base64 after a name": lambda value: f"Basic {in_base64(f'ann@example.test:{value}')}",
    "base64 after a letter": lambda value: in_base64(f"a{value}z"),
    "hexadecimal": lambda value: value.encode().hex(),
    "in fours": lambda value: " ".join(value[at : at + 4] for at in range(0, len(value), 4)),
    "over lines": lambda value: "\n".join(value[at : at + 5] for at in range(0, len(value), 5)),
    "over escaped lines": lambda value: json.dumps("\r\n".join([value[:6], value[6:]])),
}


@pytest.mark.parametrize("disguise", DISGUISES.values(), ids=DISGUISES)
@pytest.mark.parametrize("canary", [PHONE, CARD, PASSWORD], ids=lambda canary: canary.kind)
def test_a_canary_is_found_in_every_disguise(canary, disguise):
    others = list(chosen("somebody else").values())
    assert found([canary, *others], f"12:00:00 {disguise(canary.value)} more") == [canary]


@pytest.mark.parametrize("shown", [CARD.value[-4:], "***", PHONE.value[:6], squeezed(PASSWORD.value)[:-1]])
def test_a_part_of_it_is_no_leak(shown):
    assert found([PHONE, CARD, PASSWORD], f"card={shown} status=200") == []


def test_another_person_has_other_secrets_and_the_same_one_the_same():
    assert chosen("a") == chosen("a")
    assert not set(chosen("a").values()) & set(chosen("b").values())


def test_a_token_of_letters_is_found():
    assert found([Canary("token", "8c687ecc88be89846f37")], "?access_token=8c687ecc88be89846f37 422")


COMPLAINT = ["--- Logging error ---", "Traceback …", "Message: '%s %s'", "Arguments: ('secret',)"]


def test_lines_without_a_sink_belong_to_the_entry_before_them():
    lines = ["app: one", "two", "sql: three", *COMPLAINT, "four"]
    assert [sink for sink, _ in entries(lines)] == ["app", "sql", "stderr", "log"]
    assert by_sink(lines)["app"] == "app: one\ntwo"
    assert "secret" in by_sink(lines)["stderr"]


def test_a_log_that_names_no_sinks_is_one():
    assert by_sink(["one", "two"]) == {"log": "one\ntwo"}
