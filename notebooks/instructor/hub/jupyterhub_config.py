"""A class on one machine: each learner gets a server and an own copy of the notebooks."""

import os
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
CLASS = Path(os.environ.get("CLASS_FOLDER", HERE.parents[2] / "build" / "class")).resolve()
MOST_BYTES = 1 << 30
HOUR, MINUTE = 3600, 60

CLASS.mkdir(parents=True, exist_ok=True)
c = get_config()  # noqa: F821, Jupyter defines it

c.JupyterHub.bind_url = "http://127.0.0.1:8000"
c.JupyterHub.db_url = f"sqlite:///{CLASS}/jupyterhub.sqlite"
c.JupyterHub.cookie_secret_file = f"{CLASS}/cookie_secret"
c.ConfigurableHTTPProxy.pid_file = f"{CLASS}/proxy.pid"

# Whoever knows the password may come in, under any name. Where people do not trust each other, choose
# the authenticator that your house has.
c.JupyterHub.authenticator_class = "shared-password"
c.SharedPasswordAuthenticator.user_password = os.environ.get("CLASS_PASSWORD", "")
c.Authenticator.allow_all = True

# HOME is the learner's folder, and Jupyter keeps progress and settings below it: nobody shares them.
c.JupyterHub.spawner_class = "simple"
c.SimpleLocalProcessSpawner.home_dir_template = f"{CLASS}/{{username}}"
c.Spawner.environment = {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
c.Spawner.default_url = "/lab/tree/notebooks/00_start_here.ipynb"
c.Spawner.start_timeout = c.Spawner.http_timeout = 5 * MINUTE

# The simple spawner enforces no mem_limit, but Linux does: a process, server or kernel, that asks for more
# gets a MemoryError, instead of the whole class.
c.Spawner.cmd = ["prlimit", f"--data={MOST_BYTES}", f"{HERE}/start"]

# A kernel that nobody looks at goes after an hour, a server without kernels an hour later.
c.Spawner.args = [
    f"--MappingKernelManager.cull_idle_timeout={HOUR}",
    f"--MappingKernelManager.cull_interval={5 * MINUTE}",
    f"--ServerApp.shutdown_no_activity_timeout={HOUR}",
    *(["--allow-root"] if os.getuid() == 0 else []),
]
