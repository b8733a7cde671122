"""Bits as letters that can be read over the telephone, and back.

The letters are Crockford's Base32 (https://www.crockford.com/base32.html). The last ten bits check the
others: CRC-32, its lowest ten.
"""

from zlib import crc32

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
READ_AS = str.maketrans("OIL", "011", " -–\t\n")
EXAMPLE = "0C1G-2M"
COUNT_BITS, CHECK_BITS = 7, 10
HEAD_LETTERS = 3


class InvalidCode(ValueError):
    """This is no code of ours; the message says what is wrong and what to do."""


def encode(head: str, bits: str) -> str:
    """Return bits as a code that begins with a head, such as WBF1."""
    bits += "0" * (-(len(bits) + CHECK_BITS) % 5)
    bits += _check(bits)
    letters = "".join(LETTERS[int(bits[at : at + 5], 2)] for at in range(0, len(bits), 5))
    groups = [letters[at : at + 4] for at in range(0, len(letters), 4)]
    return "-".join([head, *groups])


def decode(head: str, text: str) -> str:
    """Return the bits behind a code, up to four zeros at the end; upper or lower case, hyphens or none.

    Raises InvalidCode.
    """
    every = "".join(f"{LETTERS.index(letter):05b}" for letter in _letters(head, text))
    bits, check = every[:-CHECK_BITS], every[-CHECK_BITS:]
    if len(bits) < COUNT_BITS or check != _check(bits):
        raise InvalidCode(
            "There is a typing mistake in this code, or a part of it is missing. Compare it again."
        )
    return bits


def decode_flags(bits: str, names: tuple[str, ...]) -> tuple[frozenset[str], str]:
    """Return the names that are marked behind their number, and the bits after them; raises InvalidCode."""
    count = int(bits[:COUNT_BITS], 2)
    if count > len(names):
        raise InvalidCode("This code comes from a newer version of the workshop. Update it, then try again.")
    marks, rest = bits[COUNT_BITS : COUNT_BITS + count], bits[COUNT_BITS + count :]
    return frozenset(name for name, mark in zip(names, marks, strict=False) if mark == "1"), rest


def encode_flags(found: frozenset[str], names: tuple[str, ...]) -> str:
    """Return the number of names, and a bit for each that was found."""
    return f"{len(names):0{COUNT_BITS}b}" + "".join(str(int(name in found)) for name in names)


def _letters(head: str, text: str) -> str:
    plain, kind = text.upper().translate(READ_AS), head[:HEAD_LETTERS]
    if not plain:
        raise InvalidCode(f"There is no code. It looks like {head}-{EXAMPLE}; the map shows yours.")
    if not plain.startswith(kind) or any(letter not in LETTERS for letter in plain[HEAD_LETTERS:]):
        raise InvalidCode(f"{text.strip()[:40]!r} is no such code. The map shows it: {head}-{EXAMPLE}.")
    if plain[HEAD_LETTERS : len(head)] != head[HEAD_LETTERS:]:
        raise InvalidCode("This code comes from another version of the workshop. Update it, then try again.")
    return plain[len(head) :]


def _check(bits: str) -> str:
    return f"{crc32(bits.encode()) % 2**CHECK_BITS:0{CHECK_BITS}b}"
