"""Headers of every answer: nothing inline, nothing framed, nothing from elsewhere, nothing kept."""

from flask import Flask, Response, request

from forms_app.web import current

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
MAY_BE_KEPT = ("static", "shared_results.show")  # pages that say themselves how long
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",  # no-referrer turns Origin into null and refuses honest posts
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}

LOOKS = ("look.style", "look.logo")  # the site's own, whose addresses change with them


def init_app(app: Flask) -> None:
    app.after_request(_add_headers)


def _add_headers(response: Response) -> Response:
    response.headers.update(HEADERS)
    if request.is_secure:
        response.headers["Strict-Transport-Security"] = "max-age=31536000"
    if request.endpoint in LOOKS and request.args.get("v") == str(current.site().revision):
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    elif request.endpoint in MAY_BE_KEPT:
        response.headers.setdefault("Cache-Control", "no-store")
    else:
        response.headers["Cache-Control"] = "no-store"
    return response
