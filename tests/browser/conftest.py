"""A real JupyterLab on loopback, and a real browser looking at it."""

import json
import os
import shutil
import subprocess
import sys
import time

import psutil
import pytest
from playwright.sync_api import sync_playwright

from .page import PATIENCE_MS, ROOT

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
QUIET = ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-background-networking")
PATIENCE_SECONDS = 60
SETTINGS = {
    "notebook-extension/tracker": {"windowingMode": "none"},
    "docmanager-extension/plugin": {"autosave": False},
}
"""Every cell is in the page, not only those in view; what one test writes is not there for the next."""
MAX_SERVER_BYTES = 400_000_000
"""All kernels that were restarted included; it was 3.4 GB without jupyter_server_config.py."""


@pytest.fixture(scope="session")
def lab(tmp_path_factory):
    """Start JupyterLab on a copy of the notebooks; yield its address with the token."""
    folder = tmp_path_factory.mktemp("lab")
    shutil.copytree(ROOT / "notebooks", folder / "notebooks")
    runtime = folder / "runtime"
    for plugin, setting in SETTINGS.items():
        file = folder / "settings" / "@jupyterlab" / f"{plugin}.jupyterlab-settings"
        file.parent.mkdir(parents=True)
        file.write_text(json.dumps(setting))
    options = ["--no-browser", "--allow-root", "--ServerApp.ip=127.0.0.1", "--ServerApp.port=0"]
    options += ["--LabApp.expose_app_in_browser=True"]  # page.py opens and closes notebooks through it
    options += [f"--ServerApp.root_dir={folder}", "--IdentityProvider.token=browser-test"]
    environment = {"JUPYTER_RUNTIME_DIR": str(runtime), "JUPYTERLAB_SETTINGS_DIR": str(folder / "settings")}
    with (folder / "lab.log").open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "jupyterlab", *options],
            env={**os.environ, **environment},
            cwd=folder,
            stdout=log,
            stderr=log,
        )
        yield f"{_address(runtime, process)}lab?token=browser-test&reset"
        memory_bytes = psutil.Process(process.pid).memory_info().rss
        process.terminate()
        process.wait(20)
    assert memory_bytes < MAX_SERVER_BYTES, "see jupyter_server_config.py"


def _address(runtime, process):
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        for file in runtime.glob("jpserver-*.json"):
            return json.loads(file.read_text())["url"]
        time.sleep(0.1)
    raise RuntimeError("JupyterLab did not start")


@pytest.fixture(scope="session")
def browser():
    """Start Chromium once; pages are cheap."""
    assert CHROMIUM, "Chromium is missing: apt-get install chromium"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def page(lab, browser):
    """JupyterLab, loaded once; notebooks are opened and closed in it."""
    page = browser.new_page(viewport={"width": 1280, "height": 1600})
    page.set_default_timeout(PATIENCE_MS)
    page.goto(lab)
    page.wait_for_function("window.jupyterapp")
    page.evaluate("jupyterapp.restored")
    yield page
    page.close()
