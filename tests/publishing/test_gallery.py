"""The gallery: every notebook as a page, without a kernel, without any other host, for ears and keys, too."""

import re
from functools import cache
from itertools import pairwise
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup

from labapp import resources
from labapp.publishing import gallery
from labapp.publishing.links import published
from labapp.workshop.lab_catalogue import LABS

NOTEBOOKS = sorted(path.stem for path in resources.notebooks().glob("*.ipynb"))
ON_BINDER = published("ann/wbf", "v1.0")
PAGES = ["index", *NOTEBOOKS]


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    folder = tmp_path_factory.mktemp("gallery")
    gallery.build(folder, ON_BINDER)
    return folder


@cache
def soup(folder, name):
    return BeautifulSoup((folder / f"{name}.html").read_text(), "html.parser")


@pytest.fixture(params=PAGES)
def page(request, built):
    return soup(built, request.param)


def test_every_notebook_is_in_it():
    assert [lab.name for lab in LABS] == NOTEBOOKS


def test_a_page_needs_nothing_from_another_host(page, built):
    needed = [
        tag.get("src") or tag.get("srcset") for tag in page.find_all(["img", "source", "iframe", "embed"])
    ]
    needed += [link["href"] for link in page.find_all("link") if not link["href"].startswith("data:")]
    assert needed
    assert all((built / name).is_file() for name in needed)
    assert not page.find_all(["script", "iframe", "object", "style"])


def test_the_style_needs_nothing_at_all(built):
    assert not re.search(r"url\(|@import", (built / "style.css").read_text())


def test_links_lead_somewhere(page, built):
    for link in page.find_all("a"):
        address = urlsplit(link["href"])
        local = (built / address.path).is_file() and not address.netloc
        assert local or address.scheme == "https" or address.path == "", link


def test_the_index_leads_to_every_page_and_every_page_back_and_on(built):
    led = {link["href"] for link in soup(built, "index").find_all("a")}
    assert led == {f"{name}.html" for name in NOTEBOOKS}
    for name, following in pairwise(NOTEBOOKS):
        led = [link["href"] for link in soup(built, name).find_all("a")]
        assert {"index.html", f"notebooks/{name}.ipynb", f"{following}.html"} <= set(led)
        assert ON_BINDER.opens(f"notebooks/{name}.ipynb") in led


def test_every_picture_has_words(page):
    assert all(len(picture["alt"]) > 40 for picture in page.find_all("img"))


def test_a_page_is_named_in_english_and_its_headings_are_in_order(page):
    levels = [int(heading.name[1]) for heading in page.find_all(re.compile("^h[1-6]$"))]
    assert page.html["lang"] == "en"
    assert page.title.get_text()
    assert (levels[0], levels.count(1)) == (1, 1)
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_no_two_pages_have_the_same_title(built):
    assert len({soup(built, name).title.get_text() for name in PAGES}) == len(PAGES)


def test_what_needs_a_kernel_is_told_in_words(built):
    assert (
        "web workers, 2 to 16; messages a second, 1 to 4. A button: Run."
        in soup(built, "02_retry_storm").get_text()
    )
    assert not any("widget" in soup(built, name).main.get_text().lower() for name in NOTEBOOKS)


def test_a_card_opens_with_whole_sentences(built):
    for card in soup(built, "index").select(".cards li"):
        said = card.p.get_text()
        assert 40 < len(said) < 250
        assert said[-1] in ".!?"
