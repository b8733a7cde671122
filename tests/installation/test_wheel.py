"""A wheel that is whole: outside of the checkout it finds everything, and says what is not there."""

import json
import os
import re
import shutil
import subprocess
import time
import tomllib
import zipfile
from importlib.metadata import distributions

import psutil
import pytest
import requests

from .conftest import ROOT

LAB = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["optional-dependencies"]["lab"]
WITH_LAB = 'pip install "what-broke-first[lab]"'
ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+")


def packed(path):
    """Where the wheel has a file of the repository."""
    return path if path.startswith("labapp/") else f"labapp/_resources/{path}"


def not_well(done):
    return [line for line in done.stdout.splitlines() if not line.startswith("✓")]


# --- the file -------------------------------------------------------------------------------------


def test_it_carries_every_file_of_the_package_the_data_and_the_notebooks(wheel):
    listed = ["git", "ls-files", "-co", "--exclude-standard", "-z", "labapp", "data", "notebooks"]
    names = subprocess.run(listed, cwd=ROOT, capture_output=True, check=True).stdout
    paths = [name for name in os.fsdecode(names).split("\0") if (ROOT / name).is_file()]
    carried = {name for name in zipfile.ZipFile(wheel).namelist() if name.startswith("labapp/")}
    assert carried == {packed(path) for path in paths}


# --- the base install -----------------------------------------------------------------------------


def test_the_base_install_has_nothing_of_the_lab(base):
    here = {found.name.lower() for found in distributions(path=[str(base.packages)])}
    assert "what-broke-first" in here
    assert here.isdisjoint({*LAB, "ipython", "traitlets", "pillow"})


def test_the_doctor_finds_a_base_install_well_and_says_what_is_not_there(base):
    done = base.run("labapp", "doctor")
    first, *rest = not_well(done)
    assert first == f"This is a wheel: {base.packages}"
    assert rest == [
        f"– JupyterLab and what draws are not installed. For the notebooks: {WITH_LAB}",
        "Nothing to mend.",
    ]
    assert done.returncode == 0


def test_the_doctor_misses_a_package_that_the_metadata_lists(base):
    away, there = base.outside / "away", next(base.packages.glob("waitress-*.dist-info"))
    there.rename(away)
    done = base.run("labapp", "doctor")
    away.rename(there)
    assert done.returncode == 1
    assert any("as the metadata wants them: waitress is missing" in line for line in not_well(done))


def test_the_base_install_probes_a_mixture(base):
    done = base.run("labapp", "probe", "naive", "--only", "money")
    assert "✗ money: broken" in done.stdout
    assert (done.returncode, done.stderr) == (1, "")


def test_the_base_install_probes_a_file(base):
    shutil.copy(ROOT / "data" / "backends" / "sound.py", base.outside / "backend.py")
    done = base.run("labapp", "probe", "backend.py", "--only", "money")
    assert "✓ money: held" in done.stdout
    assert (done.returncode, done.stderr) == (0, "")


def test_the_base_install_serves_toolshed_and_its_contract(base):
    serving = subprocess.Popen(**base.command("labapp", "serve", "naive"))
    try:
        url = ADDRESS.search(serving.stdout.readline())[0]
        assert requests.get(f"{url}/tools", timeout=10).json()["total"] > 0
        contract = requests.get(f"{url}/contract/openapi.yaml", timeout=10).content
        assert requests.get(f"{url}/contract/swagger-ui.css", timeout=10).status_code == 200
    finally:
        serving.terminate()
        serving.communicate(timeout=10)
    assert contract == (ROOT / "data" / "contract" / "openapi.yaml").read_bytes()
    assert serving.returncode == 0


@pytest.mark.parametrize(
    ("command", "says"),
    [
        (["lab"], f"JupyterLab is not installed. Install it: {WITH_LAB}"),
        (
            ["links", "--repo", "ann/wbf", "--ref", "v1"],
            "`labapp doctor` says what is missing, and what to do.",
        ),
    ],
)
def test_what_needs_the_lab_says_so_in_one_line(base, command, says):
    done = base.run("labapp", *command)
    (line,) = done.stderr.splitlines()
    assert line.startswith("labapp: ")
    assert line.endswith(says)
    assert (done.returncode, done.stdout) == (2, "")
    assert list(base.outside.glob("what-broke-first")) == []


# --- with the lab ---------------------------------------------------------------------------------


def test_the_doctor_finds_the_lab_well(lab):
    done = lab.run("labapp", "doctor")
    assert not_well(done) == [f"This is a wheel: {lab.packages}", "Nothing to mend."]
    assert "✓ sliders and buttons in JupyterLab" in done.stdout.splitlines()
    assert done.returncode == 0


def test_the_gallery_is_built_and_its_links_lead_somewhere(lab):
    done = lab.run("python", "-m", "labapp.publishing.gallery", "gallery")
    assert done.returncode == 0, done.stderr
    page = (lab.outside / "gallery" / "06_misunderstood_eligibility.html").read_text()
    links = re.findall(r'href="((?:data|labapp|notebooks)/[^"]+)"', page)
    assert "data/decisions.csv" in links
    assert [link for link in links if not (lab.outside / "gallery" / link).is_file()] == []


# --- labapp lab -----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def opened(lab):
    """Start `labapp lab` without a browser; yield what the server says of itself, and its process."""
    log = lab.outside / "lab.log"
    with log.open("w") as said:
        command = lab.command("labapp", "lab", "--no-browser", "--", "--port=0")
        process = subprocess.Popen(**command | {"stdout": said, "stderr": said})
    try:
        yield answering(lab.outside / "runtime", process), process
    finally:
        process.kill()
        process.wait(10)


def answering(runtime, process):
    """Wait for the file in which a Jupyter server says where it is."""
    for _ in range(600):
        for file in runtime.glob("jpserver-*.json"):
            return json.loads(file.read_text())
        assert process.poll() is None
        time.sleep(0.1)
    raise AssertionError("no server within a minute")


def asked(server, method, path, **body):
    """Ask the server something, as the page does that it opens."""
    headers = {"Authorization": f"token {server['token']}"}
    answer = requests.request(
        method, f"{server['url']}{path}", json=body or None, headers=headers, timeout=30
    )
    answer.raise_for_status()
    return answer


def test_it_serves_the_copied_folder_on_this_machine_only(lab, opened):
    server, process = opened
    assert server["root_dir"] == str(lab.outside / "what-broke-first")
    listening = [
        each.laddr.ip for each in psutil.Process(process.pid).net_connections() if each.status == "LISTEN"
    ]
    assert set(listening) == {"127.0.0.1"}
    first = asked(server, "GET", "api/contents/notebooks/00_start_here.ipynb").json()
    assert first["type"] == "notebook"


def test_it_opens_the_first_notebook_and_asks_for_no_news(lab, opened):
    page = asked(opened[0], "GET", "lab").text
    settings = json.loads(re.search(r'id="jupyter-config-data"[^>]*>(.*?)</script>', page, re.DOTALL)[1])
    assert "@jupyterlab/apputils-extension:announcements" in settings["disabledExtensions"]
    assert "/lab/tree/notebooks/00_start_here.ipynb?token=" in (lab.outside / "lab.log").read_text()


def test_every_link_of_a_copied_notebook_leads_somewhere(lab, opened):
    folder = lab.outside / "what-broke-first"
    found = {
        (file.parent / link).resolve()
        for file in folder.rglob("*.ipynb")
        for link in re.findall(r"\]\((\.\./[^)#]+)\)", file.read_text())
    }
    assert folder / "data" / "decisions.csv" in found
    assert [file for file in found if not file.is_file()] == []


def test_a_copied_notebook_shows_what_is_stored(lab, opened):
    notebook = lab.outside / "what-broke-first" / "notebooks" / "01_brilliant_intern.ipynb"
    done = lab.run(
        "python", "-m", "pytest", "-p", "no:cacheprovider", "--nbval", "--nbval-current-env", notebook
    )
    assert done.returncode == 0, done.stdout


def test_stopped_it_leaves_nothing_running(opened):
    server, process = opened
    asked(server, "POST", "api/kernels", name="python3")
    family = [psutil.Process(process.pid), *psutil.Process(process.pid).children(recursive=True)]
    assert len(family) > 1
    process.terminate()
    _, running = psutil.wait_procs(family, timeout=20)
    assert running == []
