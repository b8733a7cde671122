"""Naive, fixed, or any mixture of the two: `naive+fixed.charge`."""

from dataclasses import fields, replace
from typing import Any

from labapp.fixed import FIXES
from labapp.naive import NAIVE
from labapp.services import Services

FIXED = replace(NAIVE, **FIXES)
"""All six services fixed."""

SERVICE_NAMES = tuple(field.name for field in fields(Services))


class UnknownMixture(ValueError):
    """There is no such mixture; the message says what there is."""


def mixture(text: str) -> Services:
    """Return the services that a text names: naive, fixed, or naive+fixed.NAME+fixed.NAME."""
    base, *swaps = text.split("+")
    services = {"naive": NAIVE, "fixed": FIXED}.get(base)
    if services is None:
        raise UnknownMixture(f"{base!r} is neither naive nor fixed. {_example()}")
    for swap in swaps:
        services = replace(services, **_swapped(swap))
    return services


def _swapped(swap: str) -> dict[str, Any]:
    side, _, name = swap.partition(".")
    source = {"naive": NAIVE, "fixed": FIXED}.get(side)
    if source is None or name not in SERVICE_NAMES:
        raise UnknownMixture(f"{swap!r} names no service. {_example()}")
    return {name: getattr(source, name)}


def _example() -> str:
    return (
        f"Write naive, fixed, or a mixture such as naive+fixed.charge; services: {', '.join(SERVICE_NAMES)}."
    )
