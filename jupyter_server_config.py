"""What a Jupyter server of the workshop's Python reads: whoever installs labapp has it in `etc/jupyter`."""

import os

from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection

c = get_config()  # noqa: F821, Jupyter defines it


class DeafOnceClosed(ZMQChannelsWebsocketConnection):
    """A connection between browser and kernel that hears nothing after its end.

    When a kernel restarts, the browser comes with a new connection and the server closes the old one.
    jupyter-server 2.21 then takes what is still on its way there for the older protocol: it asks for 3.4 GB,
    keeps them, and stands still for seconds. A test in tests/browser sends such messages.
    """

    def handle_incoming_message(self, incoming_msg: str) -> None:
        """Hand a message of the browser on to the kernel."""
        if self.websocket_handler.ws_connection is not None:
            super().handle_incoming_message(incoming_msg)


if not os.environ.get("JUPYTER_GATEWAY_URL"):  # a gateway has connections of its own
    c.ServerApp.kernel_websocket_connection_class = DeafOnceClosed
