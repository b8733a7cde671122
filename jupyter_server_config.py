"""What a Jupyter server of the workshop's Python reads: set-up copies it into `etc/jupyter` there."""

c = get_config()  # noqa: F821, Jupyter defines it

# With the newer protocol, jupyter-server 2.21 misreads a message that comes in while a kernel restarts: it
# asks for gigabytes and stands still for seconds. A test in tests/browser watches the server's memory.
c.ZMQChannelsWebsocketConnection.kernel_ws_protocol = ""
