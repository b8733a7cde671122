"""Progress as a short code: `WBF1-` and letters that can be read over the telephone.

The letters are Crockford's Base32 (https://www.crockford.com/base32.html). They hold a number of
milestones, a bit for each, then seven bits for each prediction (made, choice, how sure), then ten check
bits (CRC-32, its lowest ten). A code from an older version knows fewer milestones, and stays good.
"""

from zlib import crc32

from .progress import MILESTONES, PREDICTIONS, Prediction, Progress

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
READ_AS = str.maketrans("OIL", "011", " -–\t\n")
VERSION = "1"
COUNT_BITS, PREDICTION_BITS, CHECK_BITS = 7, 7, 10


class BadCode(ValueError):
    """This is no progress code of ours; the message says what is wrong and what to do."""


def code(progress: Progress) -> str:
    """Return the code of a progress, such as WBF1-0C1G-2M."""
    bits = f"{len(MILESTONES):0{COUNT_BITS}b}"
    bits += "".join(str(int(name in progress.milestones)) for name in MILESTONES)
    bits += "".join(_bits(progress.predictions.get(name)) for name in PREDICTIONS)
    bits += "0" * (-(len(bits) + CHECK_BITS) % 5)
    bits += _check(bits)
    letters = "".join(LETTERS[int(bits[at : at + 5], 2)] for at in range(0, len(bits), 5))
    groups = [letters[at : at + 4] for at in range(0, len(letters), 4)]
    return "-".join([f"WBF{VERSION}", *groups])


def from_code(text: str) -> Progress:
    """Return the progress behind a code; upper or lower case, hyphens or none. Raises BadCode."""
    bits = _checked(_letters(text))
    count = int(bits[:COUNT_BITS], 2)
    if count > len(MILESTONES):
        raise BadCode("This code comes from a newer version of the workshop. Update it, then try again.")
    marks, rest = bits[COUNT_BITS : COUNT_BITS + count], bits[COUNT_BITS + count :]
    milestones = frozenset(name for name, mark in zip(MILESTONES, marks, strict=False) if mark == "1")
    return Progress(milestones, _predictions(rest))


def _letters(text: str) -> str:
    plain = text.upper().translate(READ_AS)
    if not plain:
        raise BadCode("There is no code. It looks like WBF1-0C1G-2M; the map shows yours.")
    if not plain.startswith("WBF") or any(letter not in LETTERS for letter in plain[3:]):
        raise BadCode(f"{text.strip()[:40]!r} is no progress code. It looks like WBF1-0C1G-2M.")
    if plain[3:4] != VERSION:
        raise BadCode("This code comes from another version of the workshop. Update it, then try again.")
    return plain[4:]


def _checked(letters: str) -> str:
    every = "".join(f"{LETTERS.index(letter):05b}" for letter in letters)
    bits, check = every[:-CHECK_BITS], every[-CHECK_BITS:]
    if len(bits) < COUNT_BITS or check != _check(bits):
        raise BadCode("There is a typing mistake in this code, or a part of it is missing. Compare it again.")
    return bits


def _check(bits: str) -> str:
    return f"{crc32(bits.encode()) % 2**CHECK_BITS:0{CHECK_BITS}b}"


def _bits(made: Prediction | None) -> str:
    if made is None:
        return "0" * PREDICTION_BITS
    return f"1{made.answer:03b}{(made.sure_percent - 50) // 10:03b}"


def _predictions(bits: str) -> dict[str, Prediction]:
    parts = [bits[at : at + PREDICTION_BITS] for at in range(0, len(bits), PREDICTION_BITS)]
    return {
        name: Prediction(int(part[1:4], 2), 50 + 10 * min(5, int(part[4:], 2)))
        for name, part in zip(PREDICTIONS, parts, strict=False)
        if len(part) == PREDICTION_BITS and part[0] == "1"
    }
