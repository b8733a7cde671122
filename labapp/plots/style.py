"""One look for the whole workshop: colour-blind safe, large enough for a projector.

Colours: Okabe and Ito, "Color Universal Design" (2008). Colour is never the only carrier.
"""

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
