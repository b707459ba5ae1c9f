"""The privacy policy for everybody: what is in force, every version for good, what changed, and a feed of changes."""

from types import SimpleNamespace

from flask import Blueprint, Response, render_template, request
from markupsafe import Markup

from forms_app.domain import policies
from forms_app.domain.errors import NotFound
from forms_app.domain.markdown import to_html
from forms_app.domain.policies import PolicyVersion
from forms_app.domain.policy_comparisons import compare
from forms_app.services import policies as service
from forms_app.web import current
from forms_app.web.guards import public
from forms_app.web.moments import day_in_words, say

pages = Blueprint("privacy", __name__)


@pages.get("/privacy")
@public
def show() -> str:
    """The version in force; before the first, what the program does by itself."""
    versions, today = service.list_versions(), current.now().date()
    found = policies.in_force(versions, today) or (versions[0] if versions else None)
    if found is None:
        return render_template("privacy/unpublished.html", body=shown(service.ready_made(say=say)))
    return _page(found, versions)


@pages.get("/privacy/v/<int:number>")
@public
def show_version(number: int) -> str:
    return _page(service.get_version(number=number), service.list_versions())


@pages.get("/privacy/changes")
@public
def changes() -> str:
    versions = service.list_versions()
    pair = _chosen(versions)
    return render_template(
        "privacy/changes.html",
        versions=[_face(version) for version in reversed(versions)],
        pair=[_face(version) for version in pair],
        rows=compare(pair[0].body, pair[1].body) if pair else [],
    )


@pages.get("/privacy/changes.atom")
@public
def feed() -> Response:
    versions = [_face(version) for version in reversed(service.list_versions())]
    text = render_template("privacy/feed.xml", versions=versions, site_url=current.settings().site_url)
    return Response(text, mimetype="application/atom+xml")


def notice() -> SimpleNamespace | None:
    """The change that the main page tells of, for as long as it does."""
    if current.site().policy_on is None:
        return None
    told = policies.announced(service.list_versions(), current.now().date())
    return _face(told) if told else None


def shown(body: str) -> Markup:
    """A policy as a page shows it, below the page's one great heading."""
    html = to_html(body).replace("<h1>", "<h2>").replace("</h1>", "</h2>")
    return Markup(html)


def _page(version: PolicyVersion, versions: list[PolicyVersion]) -> str:
    today = current.now().date()
    in_force, coming = policies.in_force(versions, today), policies.to_come(versions, today)
    return render_template(
        "privacy/show.html",
        version=_face(version),
        body=shown(version.body),
        in_force=in_force and _face(in_force),
        coming=coming and _face(coming),
    )


def _face(version: PolicyVersion) -> SimpleNamespace:
    return SimpleNamespace(
        number=version.number,
        title=version.title,
        language=version.language,
        changelog=version.changelog,
        is_material=version.is_material,
        published_on=day_in_words(version.published_on),
        effective_on=day_in_words(version.effective_on),
        effective_day=version.effective_on,
        published_day=version.published_on,
        is_to_come=version.effective_on > current.now().date(),
        sha256=version.sha256,
        is_whole=version.is_whole,
        before=version.number - 1,
    )


def _chosen(versions: list[PolicyVersion]) -> list[PolicyVersion]:
    """The two to be compared, the older first: those asked for, else the newest two; none where there is one."""
    if len(versions) < 2:
        return []
    numbers = {
        request.args.get(side, default, int) for side, default in (("old", len(versions) - 1), ("new", len(versions)))
    }
    pair = [version for version in versions if version.number in numbers]
    if len(pair) != 2:
        raise NotFound("versions to compare")
    return pair
