"""The fixes that have arrived, by the name of their service; what is not here yet is still naive."""

from typing import Any

from . import eligible, notify
from . import authorize, notify
from . import charge, notify
from . import notify, present
from . import audit, notify

FIXES: dict[str, Any] = {
    "eligible": eligible.eligible,
    "notify": notify.notify,
    "authorize": authorize.authorize,
    "charge": charge.charge,
    "present": present.present,
    "audit": audit.audit,
}
