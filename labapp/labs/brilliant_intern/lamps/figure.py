"""Green tests above, six lamps below: each is asked in its turn."""

from math import cos, pi, sin

import matplotlib
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Circle, Rectangle

from labapp.figures import style
from labapp.figures.live_figure import LiveFigure

from .table_and_sentence import Lamp, LampColumns, State

QUESTION = "How many of the six lamps are on?"
LIGHT, NIGHT = style.ORANGE, style.INK
LOOK = {
    # the state: the glass, its rim, how the rim is drawn, the words below
    State.WAITING: ("white", style.QUIET, "-", style.QUIET),
    State.ASKING: ("white", style.BLUE, "-", style.BLUE_WORDS),
    State.ON: (LIGHT, LIGHT, "-", style.GREEN_WORDS),
    State.DARK: (NIGHT, NIGHT, "-", style.VERMILLION_WORDS),
    State.UNMEASURED: ("white", style.QUIET, "--", style.QUIET),
}
SIGNS = {State.ON: "✓ ", State.DARK: "✗ "}


class LampArtist:
    """A glass on its socket, rays when it is on, and a word below."""

    def __init__(self, axes: Axes, place: int, lamp: Lamp) -> None:
        self.glass = axes.add_patch(Circle((place, 1.0), 0.27, linewidth=2.2, zorder=3))
        socket = Rectangle((place - 0.11, 0.56), 0.22, 0.17, facecolor=style.QUIET, zorder=2)
        rays = [point for number in range(-1, 8) for point in _ray(place, number * pi / 6)]
        axes.add_patch(socket)
        (self.rays,) = axes.plot(*zip(*rays, strict=True), color=LIGHT, linewidth=2.6)
        self.word = axes.text(place, 0.2, "", ha="center", weight="bold")
        axes.text(place, 0.42, _named(lamp), ha="center", va="center", color=style.INK)

    @property
    def moving(self) -> tuple[Artist, ...]:
        """What changes with the state."""
        return self.rays, self.glass, self.word

    def show(self, state: State) -> None:
        """Show a state."""
        glass, rim, line, word = LOOK[state]
        self.glass.set(facecolor=glass, edgecolor=rim, linestyle=line)
        self.rays.set_visible(state is State.ON)
        self.word.set(text=f"{SIGNS.get(state, '')}{state}", color=word)


class LampFigure(LiveFigure):
    """Above, a square for each green test; below, a lamp for each family."""

    columns: LampColumns

    words_may_grow = 1.35

    def __init__(self, columns: LampColumns) -> None:
        self.columns = columns
        with matplotlib.rc_context(style.RC):  # type: ignore[arg-type]
            figure = Figure(figsize=(9.6, 3.6), dpi=100, layout="constrained")
            above, below = figure.subplots(2, 1, height_ratios=[1, 3])
            _draw_tests(above, columns)
            below.set(xlim=(-0.6, len(columns.lamps) - 0.4), ylim=(0.1, 1.5), aspect="equal")
            below.axis("off")
            self.bulbs = [LampArtist(below, place, lamp) for place, lamp in enumerate(columns.lamps)]
            self.count = above.text(
                1, 1.08, "", transform=above.transAxes, ha="right", va="bottom", fontsize=15, weight="bold"
            )
        moving = [each for bulb in self.bulbs for each in bulb.moving]
        super().__init__(figure, [self.count, *moving], QUESTION)
        self.update()

    def update(self) -> None:
        """Draw what the columns hold by now."""
        for bulb, lamp in zip(self.bulbs, self.columns.lamps, strict=True):
            bulb.show(lamp.state)
        self.count.set_text(f"{self.columns.of(State.ON)} of {len(self.columns.lamps)}")
        self.draw()


def _draw_tests(axes: Axes, columns: LampColumns) -> None:
    tests = columns.tests
    passed = tests.passed.total()
    axes.set_title(QUESTION)
    axes.axis("off")
    axes.set(xlim=(-0.5, max(1, tests.expected) - 0.5), ylim=(-1.6, 0.8))
    axes.plot(range(passed), [0] * passed, "s", color=style.GREEN, markersize=10)
    says = f"{passed} of {tests.expected} tests green, {tests.coverage_percent} % coverage"
    axes.text(-0.7, -1.5, says, color=style.GREEN_WORDS, weight="bold")


def _ray(place: float, angle: float) -> list[tuple[float, float]]:
    ends = [(place + far * cos(angle), 1.0 + far * sin(angle)) for far in (0.34, 0.45)]
    return [*ends, (float("nan"), float("nan"))]


def _named(lamp: Lamp) -> str:
    return lamp.family if lamp.lab == "–" else f"{lamp.lab} {lamp.family}"


def plotted(figure: LampFigure) -> list[str]:
    """Return the word below each lamp, for comparison with the table."""
    return [bulb.word.get_text().lstrip("✓✗ ") for bulb in figure.bulbs]
