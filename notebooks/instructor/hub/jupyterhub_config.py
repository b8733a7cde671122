"""A class on one machine: each learner gets a server and an own copy of the notebooks."""

import os
import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
CLASS = Path(os.environ.get("CLASS_FOLDER", ROOT / "build" / "class")).resolve()
GIVEN = ("notebooks", "data", "labapp", "jupyter_server_config.py")
NOT_GIVEN = shutil.ignore_patterns("instructor", "__pycache__", ".ipynb_checkpoints")
MOST_BYTES = 1 << 30
MINUTE = 60


def give(spawner):
    """Copy what a learner needs into the learner's folder; what is there already stays as it is."""
    home = CLASS / spawner.user.name
    home.mkdir(parents=True, exist_ok=True)
    for name in GIVEN:
        if not (home / name).exists():
            _copy(ROOT / name, home / name)


def _copy(source, target):
    part = target.with_name(f"{target.name}.part")
    if source.is_dir():
        shutil.copytree(source, part, ignore=NOT_GIVEN, dirs_exist_ok=True)
    else:
        shutil.copy(source, part)
    part.rename(target)  # so that a copy which was interrupted is not taken for a whole one


CLASS.mkdir(parents=True, exist_ok=True)
c = get_config()  # noqa: F821, Jupyter defines it

c.JupyterHub.bind_url = "http://127.0.0.1:8000"
c.JupyterHub.db_url = f"sqlite:///{CLASS}/jupyterhub.sqlite"
c.JupyterHub.cookie_secret_file = str(CLASS / "cookie_secret")
c.ConfigurableHTTPProxy.pid_file = str(CLASS / "proxy.pid")

# Anybody who knows the password may come in, under any name. For more than a room of people who trust
# each other, choose the authenticator that your house has.
c.JupyterHub.authenticator_class = "shared-password"
c.SharedPasswordAuthenticator.user_password = os.environ.get("CLASS_PASSWORD", "")
c.Authenticator.allow_all = True

# HOME is the learner's folder, and Jupyter keeps progress and settings below it: nobody shares them.
c.JupyterHub.spawner_class = "simple"
c.SimpleLocalProcessSpawner.home_dir_template = f"{CLASS}/{{username}}"
c.Spawner.pre_spawn_hook = give
c.Spawner.default_url = "/lab/tree/notebooks/00_start_here.ipynb"
c.Spawner.start_timeout = c.Spawner.http_timeout = 5 * MINUTE

# The simple spawner enforces no mem_limit. The system does: each process, server or kernel, gets a
# MemoryError above this, instead of the whole class.
c.Spawner.cmd = ["prlimit", f"--data={MOST_BYTES}", sys.executable, "-m", "jupyterhub.singleuser"]

# A kernel that nobody looks at goes after an hour, a server without kernels an hour later.
c.Spawner.args = [
    f"--MappingKernelManager.cull_idle_timeout={60 * MINUTE}",
    f"--MappingKernelManager.cull_interval={5 * MINUTE}",
    f"--ServerApp.shutdown_no_activity_timeout={60 * MINUTE}",
    *(["--allow-root"] if os.getuid() == 0 else []),
]
