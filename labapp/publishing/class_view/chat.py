"""Class codes in the lines of a chat: whose they are, and which of them cannot be counted."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from labapp.workshop.codes import class_code
from labapp.workshop.codes.class_code import ClassCode
from labapp.workshop.codes.letters_and_hyphens import InvalidCode

CODE = re.compile(r"\bWB\w\w(?:[-–]?\w)*|\b\w{4}(?:[-–]\w{4}){2,}(?:[-–]\w{1,4})?\b", re.IGNORECASE)
CLOCK = re.compile(r"\b\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?: ?(?:[AP]M|Uhr)\b)?(?: *\(edited\))?", re.IGNORECASE)
DATE = re.compile(
    r"\b\d{4}-\d\d-\d\d\b|\b\d{1,2}[./]\d{1,2}[./]\d{4}\b|"
    r"\b(?:today|yesterday|heute|gestern)(?: (?:at|um))?\b",
    re.IGNORECASE,
)
ANNOUNCES = re.compile(rf"(?::|{CLOCK.pattern})\s*$|^\W*{CLOCK.pattern}\W", re.IGNORECASE)
FROM = re.compile(r"\bfrom\s+(.*?)(?:\s+to\s+.*)?$", re.IGNORECASE)
JUNK = " \t>|*•`'\"<>[]()-–—:,"
MAX_NAME_LETTERS = 40
PARTICLES = {"bin", "da", "de", "del", "den", "der", "di", "dos", "la", "van", "von", "zu"}
PRIVATE = (
    "This is the code to carry on with. It holds predictions, so it was not read: "
    "ask for the one that lab.class_code() prints."
)
OLDER = "Counted. It comes from an older version of the workshop, which does not know the newest steps."


@dataclass(frozen=True)
class Pasted:
    """A code that counts: its line (from 1), who sent it, and what it says."""

    line: int
    name: str
    code: ClassCode


@dataclass(frozen=True)
class Remark:
    """Something to know about a line of the chat."""

    line: int
    name: str
    says: str


@dataclass(frozen=True)
class Chat:
    """The codes that count, in the order in which they were pasted, and remarks about other lines."""

    pasted: tuple[Pasted, ...]
    remarks: tuple[Remark, ...]


def read_chat(text: str) -> Chat:
    """Read the lines of a chat. Of two codes with one name the later one counts."""
    counted: dict[str, Pasted] = {}
    remarks = []
    for line, name, code in _found(text):
        try:
            said = _read(code)
        except InvalidCode as error:
            remarks.append(Remark(line, name, str(error)))
            continue
        if (before := counted.pop(name.casefold(), None)) is not None:
            remarks.append(Remark(before.line, before.name, f"Not counted: a later one is in line {line}."))
        if said.older:
            remarks.append(Remark(line, name, OLDER))
        counted[name.casefold()] = Pasted(line, name, said)
    return Chat(tuple(counted.values()), tuple(sorted(remarks, key=lambda remark: remark.line)))


def _read(code: str) -> ClassCode:
    if code.upper().startswith("WBF"):
        raise InvalidCode(PRIVATE)
    return class_code.decode(code)


def _found(text: str) -> Iterator[tuple[int, str, str]]:
    """Yield line, name and code.

    A line that ends with a colon or a time, or begins with a time, says who sends the next one.
    Where it is nothing but a time, the line above it says so.
    """
    announced = above = ""
    for line, words in enumerate(text.splitlines(), 1):
        if not words.strip():
            continue
        codes = list(CODE.finditer(words))
        if codes:
            name = _name(words[: codes[0].start()]) or announced or f"line {line}"
            yield line, name, codes[-1].group()
        name = _sender(words) if not codes else ""
        announced = (name or above) if not codes and ANNOUNCES.search(words) else ""
        above = name


def _sender(words: str) -> str:
    """Return who a line of its own names; "10:30 sharp we go on" and "here it is:" name nobody."""
    parts = (name := _name(words)).split()
    is_name = len(parts) <= 2 or all(part[0].isupper() or part in PARTICLES for part in parts)
    return name if is_name and any(map(str.isalpha, name)) else ""


def _name(before: str) -> str:
    plain = CLOCK.sub(" ", DATE.sub(" ", before)).strip(JUNK)
    plain = sender.group(1) if (sender := FROM.search(plain)) else plain
    return " ".join(re.split("[:>]| — ", plain)[0].split())[:MAX_NAME_LETTERS].strip(JUNK)
