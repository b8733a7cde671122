"""Ids read as numbers: what three of them give away, what rises, what tells the time; and what does not."""

import uuid
from base64 import b64encode, urlsafe_b64encode
from random import Random

import pytest

from labapp.probes.decoding import ascending, counting, guesses, moments, readings

NOW = 1_772_442_000


def base64(text):
    return urlsafe_b64encode(text.encode()).decode().rstrip("=")


COUNTED = {
    # how a backend writes its n-th id
    "a number": lambda n: n,
    "a number as text": str,
    "with zeros": lambda n: f"{n:06}",
    "with a prefix": lambda n: f"loan-{n}",
    "with a prefix and zeros": lambda n: f"LN{n:06}",
    "hexadecimal": lambda n: f"{n:x}",
    "hexadecimal with zeros": lambda n: f"{n:016x}",
    "in a UUID": lambda n: str(uuid.UUID(int=n)),
    "base64": lambda n: base64(str(n)),
    "base64 with padding": lambda n: b64encode(str(n).encode()).decode(),
    "base64 with a prefix": lambda n: base64(f"loans:{n}"),
    "bytes in base64": lambda n: urlsafe_b64encode(n.to_bytes(4, "big")).decode().rstrip("="),
    "times a constant": lambda n: n * 1_580_030_173 % 2**32,
    "times a constant, hexadecimal": lambda n: f"{n * 1_580_030_173 % 2**32:08x}",
    "XOR a constant": lambda n: n ^ 0x5DEECE66D,
}


def in_a_row(write, first=497, count=8):
    return [write(number) for number in range(first, first + count)]


@pytest.mark.parametrize("write", COUNTED.values(), ids=COUNTED)
def test_the_next_are_guessed_from_three(write):
    ids = in_a_row(write)
    guessed = guesses(ids[:3])
    assert all(str(each) in guessed for each in ids[3:])


@pytest.mark.parametrize("write", COUNTED.values(), ids=COUNTED)
def test_what_a_reading_reads_it_writes_again(write):
    for shown in in_a_row(write):
        assert all(each.write(each.number) == str(shown) for each in readings(shown).values())


RANDOM = {
    "tokens": lambda chance: f"{chance.getrandbits(128):032x}",
    "UUIDs": lambda chance: str(uuid.UUID(int=chance.getrandbits(128), version=4)),
    "urlsafe": lambda chance: urlsafe_b64encode(chance.randbytes(32)).decode().rstrip("="),
    "whole numbers": lambda chance: chance.getrandbits(53),
}


@pytest.mark.parametrize("make", RANDOM.values(), ids=RANDOM)
def test_random_ids_are_not_guessed_do_not_rise_and_tell_no_time(make):
    chance = Random(7)
    for _ in range(50):
        ids = [make(chance) for _ in range(10)]
        assert not set(guesses(ids[:3])) & set(map(str, ids[3:]))
        assert ascending(ids) is counting(ids) is None
        near = [{name for name, at in moments(each).items() if abs(at - NOW) < 86_400} for each in ids[:3]]
        assert not set.intersection(*near)


@pytest.mark.parametrize("write", [*list(COUNTED.values())[:12]], ids=[*list(COUNTED)[:12]])
def test_what_is_counted_rises_and_counts(write):
    ids = in_a_row(write, first=511)
    assert ascending(ids)
    assert counting(ids)


TIMED = {
    "UUIDv7": str(uuid.UUID(int=NOW * 1000 << 80 | 7 << 76 | 2 << 62 | 12345)),
    "UUIDv1": "9d4b2d00-1617-11f1-8c5a-0242ac120002",
    "ObjectId": f"{NOW:08x}" + "a1b2c3d4e5f60718",
    "ULID": "01KJPWD7M0ABCDEFGHJKMNPQRS",
    "seconds": str(NOW),
    "milliseconds": str(NOW * 1000),
    "snowflake": str((NOW * 1000 - 1_288_834_974_657) << 22),
}


@pytest.mark.parametrize("shown", TIMED.values(), ids=TIMED)
def test_an_id_that_carries_its_moment_is_read(shown):
    assert any(abs(at - NOW) < 7 * 86_400 for at in moments(shown).values()), moments(shown)
