"""The fixes that have arrived, by the name of their service; what is not here yet is still naive."""

from typing import Any

from . import audit, notify

FIXES: dict[str, Any] = {
    "notify": notify.notify,
    "audit": audit.audit,
}
