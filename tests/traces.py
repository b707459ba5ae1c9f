"""What a thief would carry off: every byte a site left in files, tables, its log and Redis, and how to search it."""

import base64
import json
import os
import struct
from contextlib import suppress
from datetime import UTC, datetime
from ipaddress import ip_address
from itertools import combinations
from pathlib import Path
from urllib.parse import quote, quote_plus

import psycopg

from bench.databases import BINDS
from bench.processes import family

Y2000 = 946_684_800  # seconds from 1970 to 2000, where PostgreSQL's timestamps begin


def forms_of_text(value):
    """The value as it stands in files: plain and escaped, hexadecimal, and in base64 wherever it begins."""
    plain = value.encode()
    return forms_of_bytes(plain) | {
        plain,
        value.encode("utf-16-le"),
        quote(value, safe="").encode(),
        quote_plus(value).encode(),
        json.dumps(value)[1:-1].encode(),
    }


def forms_of_bytes(value):
    """Packed, hexadecimal, and in both base64 alphabets, each at the three places where it may begin."""
    encoded = set()
    for before in range(3):
        whole = base64.b64encode(b"\0" * before + value)
        encoded.add(whole[(0, 2, 3)[before] :].rstrip(b"=")[:-1])
    return {value, value.hex().encode(), *encoded, *(text.translate(bytes.maketrans(b"+/", b"-_")) for text in encoded)}


def forms_of_address(value):
    """As text, and packed; four bytes are found by chance, so that of IPv4 is searched as its decimal number."""
    address = ip_address(value)
    if address.version == 4:
        return forms_of_text(value) | {str(int(address)).encode()}
    subscriber = address.packed[:8]
    return forms_of_text(value) | forms_of_bytes(subscriber) | forms_of_text(address.exploded)


def forms_of_moments(first, last):
    """These instants with their hour, to the second as text, and as numbers of eight bytes in both orders."""
    seconds = range(int(first), int(last) + 1)
    moments = [datetime.fromtimestamp(second, UTC) for second in seconds]
    texts = {f"{moment:%Y-%m-%d}{between}{moment:%H}".encode() for moment in moments for between in "T "}
    texts |= {str(second).encode() for second in seconds}
    prefixes = set()
    for second in seconds:
        prefixes.add(struct.pack(">q", second * 1_000)[:6])
        prefixes.add(struct.pack(">q", second * 1_000_000)[:5])
        prefixes.add(struct.pack(">q", (second - Y2000) * 1_000_000)[:5])
        prefixes.add(struct.pack(">d", second)[:5])
    return texts | prefixes | {prefix[::-1] for prefix in prefixes}


def without(content, moments):
    """The content less these very seconds, as text and as PostgreSQL's numbers."""
    for moment in moments:
        second = int(moment.timestamp())
        for text in (f"{moment:%Y-%m-%d %H:%M:%S}", f"{moment:%Y-%m-%dT%H:%M:%S}"):
            content = content.replace(text.encode(), b"")
        content = content.replace(struct.pack("<q", (second - Y2000) * 1_000_000), b"")
    return content


def found(places, forms):
    """Names of the places that hold any of the forms, in capitals or small letters."""
    lower = {form.lower() for form in forms}
    return sorted(
        name
        for name, content in places.items()
        if any(form in content for form in forms) or any(form in content.lower() for form in lower if form.isascii())
    )


def files_below(folder):
    """Every file, by its path; one that goes while it is read is no trace."""
    places = {}
    for path in sorted(Path(folder).rglob("*")):
        with suppress(FileNotFoundError):
            if path.is_file():
                places[str(path)] = str(path.name).encode() + b"\n" + path.read_bytes()
    return places


def unlinked_files(pid):
    """Files without a name that the process or its children hold open."""
    places = {}
    for member in family(pid):
        for handle in Path(f"/proc/{member}/fd").glob("*"):
            with suppress(OSError):
                if handle.is_file() and os.readlink(handle).endswith("(deleted)"):
                    places[f"{member}: {os.readlink(handle)}"] = handle.read_bytes()
    return places


def postgres_places(urls, since):
    """Tables as text, the files of the databases, and of the write-ahead log what was written since."""
    places = {}
    for bind in BINDS:
        with connect(urls, bind) as made:
            made.execute("CHECKPOINT")
            for table in tables(made):
                rows = made.execute(f'SELECT t::text FROM "{table}" t').fetchall()
                places[f"table {bind}.{table}"] = "\n".join(row[0] for row in rows).encode()
            folder = Path(made.execute("SHOW data_directory").fetchone()[0])
            oid = made.execute("SELECT oid FROM pg_database WHERE datname = current_database()").fetchone()[0]
            places |= {f"{bind}: {path}": content for path, content in files_below(folder / "base" / str(oid)).items()}
    for path in (folder / "pg_wal").iterdir():
        if path.is_file() and path.stat().st_mtime >= since:
            places[f"log {path}"] = path.read_bytes()
    return places


def redis_places(redis):
    """Every key, and its value as Redis would move it to another server."""
    return {
        f"redis {key!r}": key + b"\n" + (redis.get(key) if redis.type(key) == b"string" else redis.dump(key))
        for key in redis.scan_iter()
    }


def connect(urls, bind):
    return psycopg.connect(urls[f"FORMS_{bind.upper()}_DATABASE"].replace("+psycopg", ""), autocommit=True)


def tables(made):
    return [row[0] for row in made.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()]


def share_right(order):
    """Of all pairs, the share that stands in the order of arrival: 1.00 is all of it, 0.50 nothing."""
    pairs = list(combinations(order, 2))
    return sum(before < after for before, after in pairs) / len(pairs)
