"""The gallery in a real browser: it asks nobody for anything, and fits a phone."""

import pytest

from labapp.publishing import gallery

from .page import NOTEBOOKS, SCREENSHOTS

SCREENS = {"desktop": (1280, 900), "phone": (390, 844)}


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    folder = tmp_path_factory.mktemp("gallery")
    gallery.build(folder)
    return folder


@pytest.mark.parametrize("screen", SCREENS)
def test_every_page_stays_in_the_house_and_within_the_screen(built, browser, screen):
    width, height = SCREENS[screen]
    page = browser.new_page(viewport={"width": width, "height": height})
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    for name in ("index", *NOTEBOOKS):
        page.goto((built / f"{name}.html").as_uri())
        page.screenshot(path=SCREENSHOTS / f"gallery-{name}-{screen}.png")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
    assert {url.partition(":")[0] for url in asked} <= {"file", "data"}
    page.close()


def test_who_wants_nothing_to_move_sees_the_still_picture(built, browser):
    for motion, shown in (("reduce", "storm_still.png"), ("no-preference", "storm.gif")):
        page = browser.new_page(reduced_motion=motion)
        page.goto((built / "index.html").as_uri())
        assert page.evaluate("document.images[0].currentSrc").endswith(shown)
        page.close()
