"""The storm as a picture that loops, and its last frame for those who want nothing to move."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from PIL import Image, ImageOps

from labapp.labs.retry_storm.scenario import Storm, StormPlan
from labapp.targets.mixture import mixture
from labapp.targets.simulated import SimulatedToolshed

INCHES, DPI = (7.0, 4.9), 175
MARGIN_PIXELS = 24
STEP_SECONDS = 1.0
FRAME_MILLISECONDS, LAST_FRAME_MILLISECONDS = 120, 4000
COLOURS, NEARLY_WHITE = 32, 246


@dataclass(frozen=True)
class Animation:
    """Frames of one real run, and the last of them in words."""

    frames: tuple[Image.Image, ...]
    words: str

    def save(self, file: Path) -> Path:
        """Write the looping picture, and the still one beside it; return where the still one is."""
        first, *others = self.frames
        durations = [FRAME_MILLISECONDS] * len(others) + [LAST_FRAME_MILLISECONDS]
        first.save(file, save_all=True, append_images=others, duration=durations, loop=0, optimize=True)
        self.frames[-1].save(still_beside(file), optimize=True)
        return still_beside(file)


def still_beside(file: Path) -> Path:
    """Return where the still picture of a looping one stands: storm.gif, storm_still.png."""
    return file.with_name(f"{file.stem}_still.png")


@cache
def storm_animation(name: str = "naive") -> Animation:
    """Run a storm on a mixture and return what was seen of it, second by second; once in a process."""
    plan = StormPlan()
    with SimulatedToolshed(mixture(name), plan.settings) as toolshed:
        storm = Storm(plan, toolshed)
        figure = plan.figure(storm.columns, figsize=INCHES, dpi=DPI)
        seen = [_with_margin(figure.image())]
        for _ in storm.run(STEP_SECONDS):
            figure.update()
            seen.append(_with_margin(figure.image()))
    palette = _palette(seen[-1])
    frames = (frame.quantize(palette=palette, dither=Image.Dither.NONE) for frame in seen)
    return Animation(tuple(frames), figure.description())


def _with_margin(frame: Image.Image) -> Image.Image:
    return ImageOps.expand(frame, MARGIN_PIXELS, "white")


def _palette(frame: Image.Image) -> Image.Image:
    """Choose the colours; nearly white becomes white, because Pillow takes the one for the other."""
    chosen = frame.quantize(COLOURS, dither=Image.Dither.NONE)
    chosen.putpalette([255 if level > NEARLY_WHITE else level for level in chosen.getpalette() or ()])
    return chosen
