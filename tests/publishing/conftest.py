"""Every test here has a learner's folder of its own."""

import pytest


@pytest.fixture(autouse=True)
def own_folder(folder):
    return folder
