"""What a notebook calls."""

from .probing import probe
from .showing import show
from .storm import StormPlan, storm

__all__ = ["StormPlan", "probe", "show", "storm"]
