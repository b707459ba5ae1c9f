"""verify_draw.py LOCKED-LIST SOURCE-VALUE-IN-HEX [CONTEST-CODE]: recompute a draw (Python 3, nothing else needed)"""

import hashlib
import hmac
import pathlib
import re
import sys


def need(is_right, words):
    if not is_right:
        sys.exit(f"NOT RIGHT: {words}")


need(len(sys.argv) in (3, 4), __doc__)
raw = pathlib.Path(sys.argv[1]).read_bytes()
need(raw.isascii() and re.fullmatch("([0-9a-f]{2})*", sys.argv[2]), "the list is not ASCII, or the value is not hex")
head, _, body = raw.decode("ascii").partition("\n\n")
first, *lines = head.split("\n")
need(first == "sealed-draw/1" and all(": " in line for line in lines), "unknown format")
h = dict(line.split(": ", 1) for line in lines)
tickets = body.split("\n")
need(tickets.pop() == "", "the list must end with one line feed")
need(all(re.fullmatch("[0-9a-f]{64}", t) for t in tickets), "a ticket cannot be read")
need(tickets == sorted(set(tickets)), "tickets must be in order, each once")
need(str(len(tickets)) == h["entries"], "the number of entries differs from the one named above")
seal = hashlib.sha256(raw).digest()
prk = hmac.new(seal, bytes.fromhex(sys.argv[2]), "sha256").digest()
score = {t: hmac.new(prk, bytes.fromhex(t) + b"\x01", "sha256").digest() for t in tickets}
order = sorted(tickets, key=lambda t: (score[t], t))
winners, alternates = int(h["winners"]), int(h["alternates"])
print("seal", seal.hex())
print("prk ", prk.hex())
for place, t in enumerate(order[: winners + alternates], 1):
    print("winner   " if place <= winners else "alternate", place, t, score[t].hex()[:16])
if len(sys.argv) == 4:
    code = re.sub("[ -]", "", sys.argv[3]).upper().translate(str.maketrans("ILO", "110"))[:24]
    t = hashlib.sha256(f"sealed-draw/1 ticket\n{h['contest']}\n{code}".encode()).hexdigest()
    print("your ticket", t, "place", order.index(t) + 1 if t in order else "NOT IN THE LOCKED LIST")
