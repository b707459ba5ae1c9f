"""A name server on the loopback that knows the records a test gives it."""

import socketserver
import threading
from contextlib import contextmanager

import dns.message
import dns.rcode
import dns.rrset


class Names(socketserver.BaseRequestHandler):
    def handle(self):
        query = dns.message.from_wire(self.request[0])
        answer = dns.message.make_response(query)
        name = query.question[0].name.to_text().rstrip(".")
        texts = self.server.records.get(name)
        if texts is None:
            answer.set_rcode(dns.rcode.NXDOMAIN)
        elif texts:
            quoted = [" ".join(f'"{text[at : at + 255]}"' for at in range(0, len(text), 255)) for text in texts]
            answer.answer.append(dns.rrset.from_text(query.question[0].name, 60, "IN", "TXT", *quoted))
        self.request[1].sendto(answer.to_wire(), self.client_address)


@contextmanager
def serving(records):
    with socketserver.ThreadingUDPServer(("127.0.0.1", 0), Names) as server:
        server.records = records
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        thread.join()
