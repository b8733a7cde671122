"""Files that a command is to write: refused before anything is run for them, and not minutes later."""

from pathlib import Path

from .loopback_only import Refused


def only_writable(option: str, file: Path) -> None:
    """Raise Refused for a file that cannot be written; one that is there is left as it is."""
    if not file.parent.is_dir():
        raise Refused(f"There is no folder {file.parent} for {option} {file}. Make it first.")
    new = not file.exists()
    try:
        file.open("ab").close()
    except OSError as error:
        raise Refused(
            f"{option} {file} cannot be written: {error.strerror}. Name a file where you may write."
        ) from error
    if new:
        file.unlink()
