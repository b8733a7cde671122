"""Links to Binder, Colab and Codespaces: what is pasted, and what comes out for a post."""

import re
from contextlib import redirect_stdout
from html.parser import HTMLParser
from importlib.metadata import version
from io import StringIO
from urllib.parse import parse_qs, urlsplit

import pytest

from labapp.cli import main
from labapp.figures.storm.figure import QUESTION
from labapp.publishing.animation import storm_animation
from labapp.publishing.links import RepositoryRef, Unlinkable, gallery_address, published
from labapp.workshop.lab_catalogue import LABS

OURS = ["--repo", "ann/wbf", "--ref", "v1.0"]


@pytest.fixture(scope="module")
def said(tmp_path_factory):
    """What the command prints, run in a folder of its own."""
    folder = tmp_path_factory.mktemp("links")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        with redirect_stdout(StringIO()) as text:
            assert main(["links", *OURS, "--gallery", "https://example.org/wbf/index.html"]) == 0
    return folder, text.getvalue()


class Seen(HTMLParser):
    """Every tag of a page with its attributes."""

    def __init__(self, text):
        super().__init__()
        self.tags = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))


@pytest.mark.parametrize(
    "pasted",
    ["ann/wbf", " ann/wbf/ ", "https://github.com/ann/wbf", "https://github.com/ann/wbf.git",
     "github.com/ann/wbf", "git@github.com:ann/wbf.git", "https://www.github.com/ann/wbf/tree/main/notebooks?x=1#top"],
)  # fmt: skip
def test_a_repository_is_known_by_its_name_and_by_its_address(pasted):
    assert published(pasted, "v1.0") == RepositoryRef("ann/wbf", "v1.0")


@pytest.mark.parametrize(
    "wrong",
    ["", "wbf", "ann/wbf/x", "https://gitlab.com/ann/wbf", "an n/wbf", "https://github.com/ann", "a/b\nc"],
)
def test_what_is_no_repository_is_told_in_one_line(wrong):
    with pytest.raises(Unlinkable, match=r"no repository on GitHub\. Write OWNER/NAME"):
        published(wrong, "v1.0")


@pytest.mark.parametrize(
    "wrong", ["", "a b", "v1..2", "v1~1", "-v", "v1.lock", "v1/", "/v1", "v1:x", "a\\b", "v*", "v1."]
)
def test_what_cannot_be_a_tag_is_told_in_one_line(wrong):
    with pytest.raises(Unlinkable, match="cannot be the name of a tag"):
        published("ann/wbf", wrong)


def test_a_gallery_needs_an_address():
    assert gallery_address("https://example.org/wbf") == "https://example.org/wbf/"
    with pytest.raises(Unlinkable, match="begins with https://"):
        gallery_address("build/gallery")


def test_binder_reads_back_what_was_written():
    link = urlsplit(published("ann/wbf", "try/this#1").opens("notebooks/07_money.ipynb"))
    assert link.path == "/v2/gh/ann/wbf/try/this%231"
    assert link.query == "urlpath=lab%2Ftree%2Fnotebooks%2F07_money.ipynb"
    assert parse_qs(link.query) == {"urlpath": ["lab/tree/notebooks/07_money.ipynb"]}


@pytest.mark.parametrize("opens", ["opens", "on_colab"])
def test_every_notebook_is_linked_in_both_formats(said, opens):
    _, text = said
    for lab in LABS:
        address = getattr(published("ann/wbf", "v1.0"), opens)(f"notebooks/{lab.name}.ipynb")
        assert f"[{lab.number} · {lab.title}]({address})" in text
        assert f'<a href="{address}">{lab.number} · {lab.title}</a>' in text


def test_colab_and_codespaces_are_linked_as_they_document_it(said):
    _, text = said
    money = "https://colab.research.google.com/github/ann/wbf/blob/v1.0/notebooks/07_money.ipynb"
    assert f"- [07 · Money]({money})" in text
    assert "- [The whole workshop](https://codespaces.new/ann/wbf/tree/v1.0)" in text
    odd = published("ann/wbf", "try/this#1")
    assert odd.on_colab("notebooks/07.ipynb").endswith("/blob/try/this%231/notebooks/07.ipynb")
    assert odd.in_codespace().endswith("/ann/wbf/tree/try/this%231")


def test_what_a_reader_runs_first_on_colab_is_told(said):
    release = "https://github.com/ann/wbf/releases/download/v1.0"
    wheel = f"what_broke_first-{version('what-broke-first')}-py3-none-any.whl"
    assert f'%pip install --quiet "what-broke-first[lab] @ {release}/{wheel}"' in said[1]
    assert f"attach {wheel} " in said[1]


def test_the_post_keeps_still_where_that_is_asked_for_and_has_words_and_a_gallery(said):
    tags = Seen(said[1]).tags
    (quiet,) = [attributes for tag, attributes in tags if tag == "source"]
    assert quiet["media"] == "(prefers-reduced-motion: reduce)"
    assert quiet["srcset"] == "https://example.org/wbf/storm_still.png"
    storm, badge = [attributes for tag, attributes in tags if tag == "img"]
    assert storm["src"] == "https://example.org/wbf/storm.gif"
    assert storm["alt"].startswith(QUESTION)
    assert badge["alt"]
    assert ("a", {"href": "https://example.org/wbf/"}) in tags
    assert f"[![{storm['alt']}]({storm['src']})](https://mybinder.org/" in said[1]


def test_the_pictures_are_written_where_it_says(said):
    folder, text = said
    assert {file.name for file in folder.iterdir()} == {"storm.gif", "storm_still.png"}
    assert re.search(r"Written: storm\.gif \(\d+ kB\) and storm_still\.png", text)


@pytest.mark.parametrize(
    ("picture", "why"), [("storm.mp4", "end in .gif"), ("no/such/storm.gif", "no folder no/such")]
)
def test_a_picture_that_cannot_be_is_refused_before_the_storm(capsys, monkeypatch, tmp_path, picture, why):
    monkeypatch.chdir(tmp_path)
    assert main(["links", *OURS, "--picture", picture]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert why in line


@pytest.mark.parametrize("folder", ["/tmp/colab", "../colab", ".", "notebooks", "notebooks/colab"])
def test_a_folder_for_colab_that_cannot_be_linked_to_is_refused(capsys, monkeypatch, tmp_path, folder):
    monkeypatch.chdir(tmp_path)
    assert main(["links", *OURS, "--colab", folder]) == 2
    assert "name a folder of its own in the repository" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_branch_that_moves_is_said_to(capsys, tmp_path):
    assert main(["links", "--repo", "ann/wbf", "--ref", "main", "--picture", str(tmp_path / "a.gif")]) == 0
    assert "main moves" in capsys.readouterr().out


def test_the_words_are_those_of_the_notebook():
    assert storm_animation("naive+fixed.notify").words.endswith(
        "everybody who asked for the tools got the list."
    )
