"""The port of the site, open as long as it is served: who comes while its processes change waits a moment."""

import socket

HOST = "127.0.0.1"
WAITING = 128  # connections


def open_port(port: int) -> socket.socket:
    """A listening socket, whose number is handed to child processes; raises OSError where the port is taken."""
    return socket.create_server((HOST, port), backlog=WAITING)
