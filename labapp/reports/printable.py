"""Text of somebody else that may be shown: what cannot be printed is written as its escape."""


def printable(text: str) -> str:
    r"""Return the text in one line; a control character becomes \x1b, half a character \ud800."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)
