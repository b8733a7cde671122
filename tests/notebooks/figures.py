"""What stands out in a figure, and what does not."""

from collections import defaultdict

from matplotlib.colors import to_hex
from matplotlib.text import Text

from labapp.figures import style

from .contrast import contrast

WHITE = "#ffffff"


def ground(axes, text):
    """The colour that a text stands on: of the last patch below it, or of the paper."""
    where = text.get_transform().transform(text.get_position())
    still = [
        each for each in axes.patches if each.get_visible() and each.get_animated() <= text.get_animated()
    ]
    below = [patch for patch in still if patch.contains_point(where)]
    colours = [patch.get_facecolor() for patch in below if patch.get_facecolor()[3] == 1]
    return to_hex(colours[-1]) if colours else WHITE


def faint_words(figure):
    return [
        (text.get_text(), to_hex(text.get_color()), ground(axes, text))
        for axes in figure.axes
        for text in axes.findobj(Text)
        if text.get_visible()
        and text.get_text()
        and contrast(to_hex(text.get_color()), ground(axes, text)) < 4.5
    ]


def faint_marks(figure):
    """Visible lines and marks that stand out neither by their face nor by their edge."""
    return [
        line
        for axes in figure.axes
        for line in axes.lines
        if line.get_visible()
        and to_hex(line.get_color()) not in (style.SHADE, WHITE)  # rules, and signs on boxes
        and max(contrast(to_hex(c), WHITE) for c in (line.get_color(), line.get_markeredgecolor())) < 3
    ]


def told_by_colour_only(axes):
    """Forms (marker, dashes, width, steps, hollow) that several colours share, without a sign upon them."""
    signed = [line.get_xydata().tolist() for line in axes.lines if to_hex(line.get_color()) == WHITE]
    colours = defaultdict(set)
    for line in axes.lines:
        if line.get_xydata().tolist() not in signed:
            hollow = to_hex(line.get_markerfacecolor()) == WHITE
            dashes = (line.get_linestyle(), line.get_linewidth(), line.get_drawstyle())
            colours[line.get_marker(), *dashes, hollow].add(line.get_color())
    return [form for form, several in colours.items() if len(several) > 1]
