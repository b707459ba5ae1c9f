"""How mails are shown as a page: nothing runs and nothing is fetched, only the letter's own style applies."""

import base64
import hashlib
import re

from flask import Response

STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)
NONE = "'none'"
DARK = "@media (prefers-color-scheme: dark)"


def show_html(html: str, *, dark: bool = False) -> Response:
    """The HTML part of a mail of ours, as at night where that is asked for."""
    shown = html.replace(DARK, "@media all") if dark else html.replace(DARK, "@media not all")
    marks = " ".join(f"'sha256-{_hash(style)}'" for style in STYLE.findall(shown))
    response = Response(shown, mimetype="text/html")
    policy = f"default-src 'none'; style-src {marks or NONE}; base-uri 'none'; sandbox"
    response.headers["Content-Security-Policy"] = f"{policy}; frame-ancestors 'none'"
    return response


def _hash(style: str) -> str:
    return base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
