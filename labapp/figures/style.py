"""One look for the whole workshop: colour-blind safe, and larger where a room has to read it.

Colours: Okabe and Ito, "Color Universal Design" (2008). Colour is never the only carrier.
"""

from matplotlib.figure import Figure

BLUE = "#0072B2"
VERMILLION = "#D55E00"
GREEN = "#009E73"
ORANGE = "#E69F00"
BLUE_WORDS = "#005a8e"
VERMILLION_WORDS = "#a34700"
GREEN_WORDS = "#00694d"
"""Words need more contrast than lines: at least 4.5 to 1 (WCAG 2.2, 1.4.3)."""

INK = "#1b1f24"
QUIET = "#57606a"
SHADE = "#eaeef2"

RC = {
    "figure.facecolor": "white",
    "axes.facecolor": "white",
    "axes.edgecolor": QUIET,
    "axes.labelcolor": INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.titlelocation": "left",
    "axes.titleweight": "bold",
    "axes.titlesize": 15,
    "axes.titlecolor": INK,
    "axes.titlepad": 12,
    "axes.labelsize": 12,
    "font.size": 12,
    "font.family": "DejaVu Sans",
    "text.color": INK,
    "xtick.color": QUIET,
    "ytick.color": QUIET,
    "lines.linewidth": 2.0,
}


class Projector:
    """How much larger than usual the words in pictures may be, from now on; 1 is as usual."""

    scale = 1.0


WIDER = 1.15
"""In a room every picture is so much larger as a whole: as wide as a notebook on 1280 pixels."""


def fit(figure: Figure, most: float) -> None:
    """Make a figure larger for a room, and its words once more: at most so much, or they would collide."""
    if Projector.scale == 1:
        return
    grown = min(Projector.scale, most)
    width, height = figure.get_size_inches()
    figure.set_size_inches(width / grown, height / grown)
    figure.set_dpi(figure.get_dpi() * grown * WIDER)
    for line in (line for axes in figure.axes for line in axes.lines):
        line.set_markersize(line.get_markersize() / grown)
