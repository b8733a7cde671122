"""What may stand in a path; anything else is not found before a database is asked."""

from werkzeug.routing import BaseConverter


class Key(BaseConverter):
    """An id or a token."""

    regex = "[A-Za-z0-9_-]{1,64}"


class Line(BaseConverter):
    """A name that people gave."""

    regex = r"[^/\x00-\x1f\x7f]{1,200}"


CONVERTERS = {"default": Key, "line": Line}
