"""The routes, a blueprint per noun; each view is named after its operation in the contract."""

from .. import contract_pages
from . import facts, ledger, loans, members, notifications, reservations, sessions, system, tools

BLUEPRINTS = (
    sessions.blueprint,
    members.blueprint,
    tools.blueprint,
    loans.blueprint,
    reservations.blueprint,
    facts.blueprint,
    ledger.blueprint,
    notifications.blueprint,
    system.blueprint,
    contract_pages.blueprint,
)
