"""What `from labapp import lab` offers."""

import subprocess
import sys

import pytest

from labapp import lab


@pytest.mark.parametrize("name", lab.__all__)
def test_each_name_stays_what_it_is(name):
    first = getattr(lab, name)
    assert callable(first)
    assert getattr(lab, name) is first


def test_a_name_that_does_not_exist_says_what_there_is():
    with pytest.raises(AttributeError, match=r"lab has no 'strom'\. It has: .*storm"):
        lab.strom  # noqa: B018, the look-up is the test


def test_the_tab_key_finds_the_names():
    assert dir(lab) == lab.__all__


def test_the_command_line_does_not_load_pictures():
    code = (
        "import sys, labapp.cli; print([m for m in ('matplotlib', 'pandas', 'IPython') if m in sys.modules])"
    )
    seen = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True
    )
    assert seen.stdout.strip() == "[]"
