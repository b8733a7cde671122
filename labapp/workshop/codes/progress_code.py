"""Progress as a short code: `WBF1-` and letters that can be read over the telephone.

They hold a number of milestones, a bit for each, then seven bits for each prediction (made, choice, how
sure). A code from an older version knows fewer milestones, and stays good.
"""

from ..milestones import MILESTONES, PREDICTIONS
from ..progress_record import Prediction, Progress
from . import letters_and_hyphens
from .letters_and_hyphens import decode_flags, encode_flags

HEAD = "WBF1"
PREDICTION_BITS = 7


def encode(progress: Progress) -> str:
    """Return the code of a progress, such as WBF1-0C1G-2M."""
    made = "".join(_bits(progress.predictions.get(name)) for name in PREDICTIONS)
    return letters_and_hyphens.encode(HEAD, encode_flags(progress.milestones, MILESTONES) + made)


def decode(text: str) -> Progress:
    """Return the progress behind a code; upper or lower case, hyphens or none. Raises InvalidCode."""
    milestones, rest = decode_flags(letters_and_hyphens.decode(HEAD, text), MILESTONES)
    return Progress(milestones, _predictions(rest))


def _bits(made: Prediction | None) -> str:
    if made is None:
        return "0" * PREDICTION_BITS
    return f"1{made.answer:03b}{(made.sure_percent - 50) // 10:03b}"


def _predictions(bits: str) -> dict[str, Prediction]:
    parts = [bits[at : at + PREDICTION_BITS] for at in range(0, len(bits), PREDICTION_BITS)]
    return {
        name: Prediction(int(part[1:4], 2), 50 + 10 * min(5, int(part[4:], 2)))
        for name, part in zip(PREDICTIONS, parts, strict=False)
        if len(part) == PREDICTION_BITS and part[0] == "1"
    }
