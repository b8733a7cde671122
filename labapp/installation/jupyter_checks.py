"""Jupyter: its kernel, its widgets, and the setting of ours that a server of this Python reads."""

import os
import sys
from pathlib import Path


def settings() -> None:
    """Raise RuntimeError when a Jupyter server of this Python would not read our setting."""
    from jupyter_core.application import JupyterApp

    server = JupyterApp(config_file_name="jupyter_server_config")
    server.load_config_file()
    ours = server.config.ServerApp.get("kernel_websocket_connection_class")
    if not (ours or os.environ.get("JUPYTER_GATEWAY_URL")):
        raise RuntimeError("a server would not read jupyter_server_config.py")


def kernel() -> None:
    """Raise RuntimeError when the kernel "python3" runs another Python than this one."""
    from jupyter_client.kernelspec import KernelSpecManager

    spec = KernelSpecManager().get_kernel_spec("python3")
    program = spec.argv[0]
    if os.path.dirname(program) and Path(program).parent.resolve() != Path(sys.executable).parent.resolve():
        raise RuntimeError(f"{spec.resource_dir} starts {program}, and this is {sys.executable}")


def widgets() -> None:
    """Raise RuntimeError when JupyterLab will not find what draws sliders and buttons."""
    from jupyter_core.paths import jupyter_path

    wanted = Path("@jupyter-widgets", "jupyterlab-manager", "package.json")
    if not any((Path(folder) / wanted).exists() for folder in jupyter_path("labextensions")):
        raise RuntimeError(f"{wanted.parent} is in none of JupyterLab's folders")
