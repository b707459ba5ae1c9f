"""Real receivers on the loopback, as good or as bad as a test wants them, and a name server that changes its mind."""

import json
import socket
import socketserver
import ssl
import threading
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import dns.message
import dns.rcode
import dns.rdatatype
import dns.rrset
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID


class Receiver(BaseHTTPRequestHandler):
    """Keeps what came; answers the next code it was told, else 200."""

    def do_POST(self):
        peer = self.server
        body = self.rfile.read(int(self.headers["Content-Length"]))
        peer.calls.append(({name.lower(): value for name, value in self.headers.items()}, body, self.path))
        code = peer.codes.pop(0) if peer.codes else peer.otherwise
        self.send_response(code)
        if 300 <= code < 400:
            self.send_header("Location", peer.elsewhere)
        self.end_headers()
        self.wfile.write(b"x" * peer.says)

    def do_GET(self):
        self.server.fetched.append(self.path)
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_args):
        pass


class Peer(ThreadingHTTPServer):
    def __init__(self):
        super().__init__(("127.0.0.1", 0), Receiver)
        self.calls, self.fetched, self.codes = [], [], []
        self.otherwise, self.elsewhere, self.says, self.names = 200, "", 2, []

    @property
    def port(self):
        return self.server_port

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}/hook"

    @property
    def told(self):
        return [json.loads(body) for _headers, body, _path in self.calls]

    @property
    def ids(self):
        return [headers["webhook-id"] for headers, _body, _path in self.calls]

    def encrypt(self, certificate):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        context.sni_callback = lambda _socket, name, _context: self.names.append(name)
        self.socket = context.wrap_socket(self.socket, server_side=True)

    def handle_error(self, request, client_address):
        """A caller that hangs up is no fault of the test."""


@contextmanager
def serving(server):
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def saying(*pieces):
    """A server that says these pieces to whoever connects, over and over, and never ends; gives its port."""
    stopping = threading.Event()

    class Slow(socketserver.BaseRequestHandler):
        def handle(self):
            try:
                while not stopping.wait(0.02):
                    for piece in pieces:
                        self.request.sendall(piece)
            except OSError:
                pass

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Slow) as server, serving(server):
        yield server.server_address[1]
        stopping.set()


def nobody():
    """A port where nobody answers."""
    with socket.socket() as made:
        made.bind(("127.0.0.1", 0))
        return made.getsockname()[1]


class Names(socketserver.BaseRequestHandler):
    def handle(self):
        query = dns.message.from_wire(self.request[0])
        name, kind = query.question[0].name.to_text().rstrip("."), query.question[0].rdtype
        self.server.asked.append((name, dns.rdatatype.to_text(kind)))
        answer = dns.message.make_response(query)
        if name not in self.server.known:
            answer.set_rcode(dns.rcode.NXDOMAIN)
        elif found := self.server.addresses(name, kind):
            answer.answer.append(dns.rrset.from_text(query.question[0].name, 0, "IN", kind, *found))
        self.request[1].sendto(answer.to_wire(), self.client_address)


class NameServer(socketserver.ThreadingUDPServer):
    """Knows the addresses it is given for each name: lists of answers, of which the last one stays."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Names)
        self.known, self.asked = {}, []

    def addresses(self, name, kind):
        answers = self.known[name]
        if kind == dns.rdatatype.AAAA:
            return [one for one in answers[0] if ":" in one]
        found = answers.pop(0) if len(answers) > 1 else answers[0]
        return [one for one in found if ":" not in one]


def certificate(folder, name):
    """A certificate of its own making, with its key, for this name."""
    key = ec.generate_private_key(ec.SECP256R1())
    who = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(who)
        .issuer_name(who)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, SHA256())
    )
    path = folder / f"{name}.pem"
    secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    path.write_bytes(secret + made.public_bytes(Encoding.PEM))
    return path
