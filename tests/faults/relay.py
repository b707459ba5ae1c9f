"""A way to a server that can be cut: it then takes whatever comes and passes nothing on, as a network that is gone."""

import contextlib
import socket
import threading

HOST = "127.0.0.1"
CHUNK = 65_536  # bytes


class Relay:
    """Listens on a port of its own; `word` makes it deaf to the server from the moment a client said it."""

    def __init__(self, port):
        self._server = (HOST, port)
        self._listening = socket.create_server((HOST, 0))
        self.port = self._listening.getsockname()[1]
        self.is_silent, self.word = False, None
        self._open = []
        threading.Thread(target=self._accept, daemon=True).start()

    def heal(self):
        """What waits is lost, as after a cut; whoever connects anew gets through."""
        self.is_silent, self.word = False, None
        for one in self._open:
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
        self._open.clear()

    def close(self):
        self._listening.close()
        self.heal()

    def _accept(self):
        with contextlib.suppress(OSError):
            while True:
                self._connect(self._listening.accept()[0])

    def _connect(self, client):
        try:
            server = socket.create_connection(self._server)
        except OSError:  # it is not there
            client.close()
            return
        self._open += [client, server]
        for way in ((client, server, True), (server, client, False)):
            threading.Thread(target=self._pass_on, args=way, daemon=True).start()

    def _pass_on(self, source, target, is_asking):
        with contextlib.suppress(OSError):
            while said := source.recv(CHUNK):
                if self.is_silent:
                    continue
                if is_asking and self.word and self.word in said:
                    self.is_silent = True  # the server still hears it; nobody hears the server
                target.sendall(said)
        for one in (source, target):
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
