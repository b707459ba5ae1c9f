"""A real mail server on the loopback, as good or as bad as a test wants it."""

import asyncio
import email
import threading
from email import policy

from aiosmtpd.controller import Controller

from bench.server import free_port


class Peer:
    """Keeps what it accepted; answers as told, by recipient or by the number of the mail."""

    def __init__(self):
        self.kept: list[tuple[str, bytes]] = []  # recipient and content, as received
        self.rcpt: dict[str, str] = {}  # answers by recipient
        self.data: list[str] = []  # answers to the next contents
        self.drop_after_data = 0  # so many times, the connection is cut when the content was taken
        self.silent = False
        self.connections = 0
        self.arrived = threading.Event()  # never set: somebody who waits for it looks again soon

    async def handle_EHLO(self, server, session, envelope, hostname, responses):
        self.connections += 1
        session.host_name = hostname
        return responses

    async def handle_MAIL(self, server, session, envelope, address, options):
        if self.silent:
            await asyncio.sleep(30)
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):
        answer = self.rcpt.get(address, "250 OK")
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server, session, envelope):
        answer = self.data.pop(0) if self.data else "250 OK"
        if answer.startswith("250"):
            self.kept += [(to, envelope.original_content) for to in envelope.rcpt_tos]
        if self.drop_after_data:
            self.drop_after_data -= 1
            server.transport.abort()
        return answer

    @property
    def recipients(self):
        return [to for to, _content in self.kept]

    @property
    def mails(self):
        return [email.message_from_bytes(content, policy=policy.default) for _to, content in self.kept]


def serve(peer):
    """A started controller on a free port; its port is `controller.port`."""
    controller = Controller(peer, hostname="127.0.0.1", port=free_port())
    controller.start()
    return controller
