"""The port of the site, open as long as it is served: who comes while its processes change waits a moment."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager

HOST = "127.0.0.1"
WAITING = 128  # connections


@contextmanager
def open_port(port: int) -> Iterator[int]:
    """The number of a listening socket, to be handed to child processes; raises OSError where the port is taken."""
    with socket.create_server((HOST, port), backlog=WAITING) as listening:
        yield listening.fileno()
