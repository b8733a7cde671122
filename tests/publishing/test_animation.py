"""The looping picture: small, the same each time, and its end is the end of the storm."""

from itertools import pairwise

import pytest
from PIL import Image, ImageChops

from labapp.publishing.animation import LAST_FRAME_MILLISECONDS, storm_animation

MAX_BYTES = 1_000_000


@pytest.fixture(scope="module")
def storm():
    return storm_animation()


@pytest.fixture
def saved(storm, tmp_path):
    return tmp_path / "storm.gif", storm.save(tmp_path / "storm.gif")


def shots(file):
    with Image.open(file) as picture:
        for number in range(picture.n_frames):
            picture.seek(number)
            yield picture.convert("RGB"), picture.info["duration"], picture.info.get("loop")


def test_it_is_light_and_loops_for_ever_and_rests_at_the_end(saved):
    file, _ = saved
    *_, (_, duration, loop) = shots(file)
    assert file.stat().st_size <= MAX_BYTES
    assert (duration >= LAST_FRAME_MILLISECONDS, loop) == (True, 0)


def test_every_frame_differs_from_the_one_before(saved):
    frames = [frame for frame, *_ in shots(saved[0])]
    assert len(frames) > 50
    assert all(ImageChops.difference(before, after).getbbox() for before, after in pairwise(frames))


def test_the_still_picture_is_the_last_frame_on_plain_white(saved):
    file, still = saved
    *_, (last, *_) = shots(file)
    with Image.open(still) as picture:
        assert not ImageChops.difference(last, picture.convert("RGB")).getbbox()
    assert last.getpixel((2, 2)) == (255, 255, 255)
    assert last.width >= 1200, "sharp at 640 points on a fine screen"


def test_two_runs_give_the_same_bytes(saved, tmp_path):
    again = tmp_path / "again.gif"
    storm_animation.__wrapped__().save(again)
    assert again.read_bytes() == saved[0].read_bytes()
