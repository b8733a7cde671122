"""Load somebody else's backend from a Python file and serve it; this runs in a process of its own."""

import inspect
import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

from .loopback import HOST, LoopbackServer
from .process_group import end_with_parent


class CannotStart(Exception):
    """The backend does not answer; the message is one line and carries its last words."""


def load(file: Path) -> Any:
    """Return the WSGI app of a Python file: what `create_app()` returns, or `app`; raises CannotStart."""
    spec = spec_from_file_location("backend", file)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    sys.modules["backend"] = module
    try:
        spec.loader.exec_module(module)
    except SyntaxError as error:
        line = (error.text or "").strip()
        raise CannotStart(f"{file.name}, line {error.lineno}: {error.msg}: {line}") from error
    if not hasattr(module, "create_app") and not hasattr(module, "app"):
        raise CannotStart(f"{file.name} has neither create_app() nor app.")
    app = module.create_app() if hasattr(module, "create_app") else module.app
    if inspect.iscoroutinefunction(getattr(app, "__call__", app)):  # noqa: B004 (an instance is asked)
        raise CannotStart(f"{file.name} is an ASGI app. Serve it yourself, probe its http://{HOST} address.")
    if not callable(app):
        raise CannotStart(f"{file.name} gave {app!r}, which is no WSGI app.")
    return app


def main() -> None:
    """Serve the file named first on the port named second, for as long as somebody holds stdin."""
    end_with_parent()
    LoopbackServer(load(Path(sys.argv[1])), int(sys.argv[2])).run()


if __name__ == "__main__":
    main()
