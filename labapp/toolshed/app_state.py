"""What one app keeps: its services, dependencies, database and shared state."""

from dataclasses import dataclass, field
from typing import Any

from flask import Flask, current_app
from sqlalchemy.orm import Session, sessionmaker

from labapp.services import Context, Services

from .dependencies import Dependencies, Settings


@dataclass(frozen=True)
class AppState:
    """Made once by the factory; nothing in the backend is global."""

    services: Services
    settings: Settings
    dependencies: Dependencies
    sessions: sessionmaker[Session]
    shared: dict[str, Any] = field(default_factory=dict)

    def context(self, session: Session) -> Context:
        """Build what one call of a service may use."""
        given = self.dependencies
        return Context(
            session=session,
            clock=given.clock,
            chance=given.chance,
            http=given.http,
            carrier_url=self.settings.carrier_url,
            token=given.token,
            shared=self.shared,
        )


def of_app(app: Flask | None = None) -> AppState:
    """Return the state of this app, or of the one that handles the present request."""
    state: AppState = (app or current_app).extensions["toolshed"]
    return state
