"""A figure that moves while a simulation runs, and leaves its last frame in the notebook.

Only the moving artists are drawn for each frame (blitting); axes, labels and shades are drawn once.
"""

import io
from base64 import b64encode
from collections.abc import Iterable
from typing import Any

import ipywidgets
from IPython.display import display
from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from PIL import Image

from . import style
from .widget_view import view_or_words


class LiveFigure:
    """Shows a matplotlib figure and redraws some of its artists, many times a second.

    `columns`: what it shows, which can be told in one sentence. `kept_colours`: how many colours the
    picture keeps that stays in the file; None: all of them. `words_may_grow`: how much larger its words
    may be in a room before they collide.
    """

    columns: Any
    kept_colours: int | None = None
    words_may_grow = 1.0

    def __init__(self, figure: Figure, moving: Iterable[Artist], question: str) -> None:
        self.figure, self.moving, self.question = figure, list(moving), question
        style.fit(figure, self.words_may_grow)
        self._canvas = FigureCanvasAgg(figure)
        for artist in self.moving:
            artist.set_animated(True)
        self._canvas.draw()
        self._still = self._canvas.copy_from_bbox(figure.bbox)
        self.frames = 0
        self._widget = ipywidgets.Image(value=self.png(), format="png", layout={"max_width": "100%"})
        self._handle: Any = None

    def show(self, display_handle: Any = None) -> Any:
        """Put the figure into the notebook: into the place of an earlier one, or into a new place.

        Returns the place, a display handle.
        """
        view = view_or_words(self._widget, self.question)
        if display_handle is None:
            display_handle = display(view, raw=True, display_id=True)
        else:
            display_handle.update(view, raw=True)
        self._handle = display_handle
        return display_handle

    def draw(self) -> None:
        """Send the present state of the moving artists as the next frame."""
        self._widget.value = self.png()
        self.frames += 1

    def update(self, *_: Any, **__: Any) -> None:
        """Draw what `columns` hold by now; some figures can be given other columns."""
        self.draw()

    def leave(self) -> None:
        """Draw the end and leave it as a static picture; it does not move any more."""
        self.update()
        self.leave_picture()
        self._widget.close()

    def leave_picture(self) -> None:
        """Leave this frame as a static picture, with its words for those who cannot see it."""
        picture = {"image/png": b64encode(self.png(self.kept_colours)).decode(), "text/plain": self.question}
        if self._handle is not None:
            self._handle.update(picture, raw=True, metadata={"image/png": {"alt": self.description()}})

    def description(self) -> str:
        """Return what the picture shows by now."""
        return f"{self.question} {self.columns.sentence()}"

    def bake(self, artists: Iterable[Artist]) -> None:
        """Draw artists into the background, where they stay until something is drawn over them."""
        self._canvas.restore_region(self._still)
        for artist in artists:
            artist.axes.draw_artist(artist)  # type: ignore[union-attr]
        self._still = self._canvas.copy_from_bbox(self.figure.bbox)

    def png(self, colours: int | None = None) -> bytes:
        """Draw the present frame; return a PNG, of so many colours."""
        flat = self.image()
        flat = flat.quantize(colours, dither=Image.Dither.NONE) if colours else flat
        file = io.BytesIO()
        flat.save(file, "png", compress_level=1)
        return file.getvalue()

    def image(self) -> Image.Image:
        """Draw the moving artists over the still background."""
        self._canvas.restore_region(self._still)
        for artist in self.moving:
            artist.axes.draw_artist(artist)  # type: ignore[union-attr]
        pixels = self._canvas.buffer_rgba()
        image = Image.frombuffer("RGBA", self._canvas.get_width_height(), pixels, "raw", "RGBA", 0, 1)
        return image.convert("RGB")
