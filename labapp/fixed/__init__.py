"""The six fixes, by the name of their service."""

from typing import Any

from . import audit, authorize, charge, eligible, notify, present

FIXES: dict[str, Any] = {
    "notify": notify.notify,
    "audit": audit.audit,
    "present": present.present,
    "authorize": authorize.authorize,
    "eligible": eligible.eligible,
    "charge": charge.charge,
}
