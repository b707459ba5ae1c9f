"""The processes of a site that runs, by what they do."""

from pathlib import Path

from bench.processes import family


def web_workers(site):
    """Those that answer visitors; the master above them does not."""
    servers = [pid for pid in family(site.pid) if b"gunicorn" in command(pid)]
    return servers[1:]


def web_master(site):
    return next(pid for pid in family(site.pid) if b"gunicorn" in command(pid))


def counting_workers(site):
    return [pid for pid in family(site.pid) if b"worker\0run" in command(pid)]


def command(pid):
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:  # it ended meanwhile
        return b""
