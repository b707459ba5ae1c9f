"""Headers of every answer: nothing inline or from elsewhere, nothing kept, nothing framed but forms where staff say."""

from flask import Flask, Response, request

from forms_app.web import current, framing

UNFRAMED = "frame-ancestors 'none'"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; form-action 'self'; "
    f"base-uri 'none'; {UNFRAMED}"
)
EDITED = POLICY + "; connect-src 'self'"  # the builder's scripts save what is typed
MAY_BE_KEPT = ("static", "shared_results.show")  # pages that say themselves how long
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",  # no-referrer turns Origin into null and refuses honest posts
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}

FOR_OTHERS = "js/embed.js"  # pages of other sites that show a form load it
LOOKS = ("look.style", "look.logo")  # the site's own, whose addresses change with them


def init_app(app: Flask) -> None:
    app.after_request(_add_headers)


def _add_headers(response: Response) -> Response:
    own = response.headers.get("Content-Security-Policy")  # of a mail that is shown, with its one style
    response.headers.update(HEADERS)
    if own is not None:
        response.headers["Content-Security-Policy"] = own
    if (request.blueprint or "").startswith("builder"):
        response.headers["Content-Security-Policy"] = EDITED
    if origins := framing.framed_by():
        response.headers["Content-Security-Policy"] = POLICY.replace(UNFRAMED, f"frame-ancestors {' '.join(origins)}")
    if request.endpoint == "static" and (request.view_args or {}).get("filename") == FOR_OTHERS:
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    if request.is_secure:
        response.headers["Strict-Transport-Security"] = "max-age=31536000"
    if request.endpoint in LOOKS and request.args.get("v") == str(current.site().revision):
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    elif request.endpoint in MAY_BE_KEPT:
        response.headers.setdefault("Cache-Control", "no-store")
    else:
        response.headers["Cache-Control"] = "no-store"
    return response
