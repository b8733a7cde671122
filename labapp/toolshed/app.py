"""The factory: services, settings and dependencies in, one Flask app out."""

from datetime import UTC, datetime
from typing import Any

from flask import Flask, g, request
from flask.json.provider import DefaultJSONProvider

from labapp.services import Forbidden, Services

from . import audit_events, database, errors, outbox, seed, tokens
from .app_state import AppState, of_app
from .dependencies import Dependencies, Settings
from .routes import BLUEPRINTS
from .url_converters import CONVERTERS, Route

LOOPBACK = ("127.0.0.1", "::1")
MAX_BODY_BYTES = 64 * 1024


class Json(DefaultJSONProvider):
    """JSON with moments as RFC 3339, in UTC."""

    sort_keys = False

    @staticmethod
    def default(value: Any) -> Any:
        """Write a moment; leave the rest to Flask."""
        if isinstance(value, datetime):
            return value.astimezone(UTC).isoformat()
        return DefaultJSONProvider.default(value)


def create_app(services: Services, settings: Settings, dependencies: Dependencies) -> Flask:
    """Build Toolshed with these services.

    Raises database.DatabaseUnusable when the database cannot be opened.
    """
    app = Flask("toolshed", static_folder=None)
    app.json = Json(app)
    app.config["MAX_CONTENT_LENGTH"] = MAX_BODY_BYTES
    app.url_rule_class = Route
    app.url_map.merge_slashes = False
    app.url_map.converters.update(CONVERTERS)
    sessions = database.connect(settings.database_url, services)
    app.extensions["toolshed"] = AppState(services, settings, dependencies, sessions)
    errors.register(app)
    audit_events.register(app)
    app.before_request(_open)
    app.teardown_request(_close)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    seed.seed(app)
    outbox.recover(app)
    return app


def close(app: Flask) -> None:
    """Give the database connections back; for tests, labs and a tidy end."""
    state = of_app(app)
    with state.sessions() as session:
        session.get_bind().engine.dispose()


def _open() -> None:
    state = of_app()
    g.correlation_id = state.dependencies.token()[:16]
    g.actor = None
    g.session = state.sessions()
    g.ctx = state.context(g.session)
    if request.remote_addr not in LOOPBACK:
        raise Forbidden("Toolshed is a teaching backend: it answers to this machine only.")
    g.actor = tokens.actor(g.ctx, request.headers.get("Authorization", ""))


def _close(_error: BaseException | None) -> None:
    if "session" in g:
        g.session.close()
