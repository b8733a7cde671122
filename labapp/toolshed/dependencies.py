"""What an app is handed from outside: its settings and its dependencies."""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

import requests

from labapp.services import Clock


@dataclass(frozen=True)
class Settings:
    """What an operator chooses; `password_method` is werkzeug's, cheap in a lab and slow elsewhere."""

    database_url: str
    carrier_url: str
    admin_email: str = "admin@toolshed.test"
    admin_password: str = "let-me-in-please"
    password_method: str = "scrypt"
    demo: bool = True


@dataclass(frozen=True)
class Dependencies:
    """Time, chance, tokens, the way to the carrier, and where written lines go."""

    clock: Clock
    chance: Random
    token: Callable[[], str]
    http: requests.Session
    write: Callable[[str, str], None]
    """Called with the name of a sink (app, access, error, sql, stderr) and one line."""
