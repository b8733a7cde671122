"""Domain errors: the backend turns each into the one error shape."""


class DomainError(Exception):
    """Something that the caller asked for cannot be; the message says why and what to do."""


class Unauthenticated(DomainError):
    """Nobody is logged in, or the session is not valid any more."""


class Forbidden(DomainError):
    """This actor may not do this."""


class NotFound(DomainError):
    """There is nothing under this id."""


class Conflict(DomainError):
    """The request contradicts the present state."""


class Invalid(DomainError):
    """The request is well formed but makes no sense."""
