"""What every page of the builder shows: its tabs, what was saved, what the checks say."""

from collections.abc import Iterator, Mapping
from types import SimpleNamespace
from typing import Any

from flask import render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from markupsafe import Markup

from forms_app.domain.drafts import HEAD, Document
from forms_app.domain.drafts.checks import IN_LANGUAGE, Finding, look_at, minutes_of
from forms_app.domain.drafts.translations import languages_of
from forms_app.domain.drafts.vouchers import PLACE as VOUCHERS
from forms_app.domain.drafts.vouchers import gives_vouchers, look_at_vouchers
from forms_app.domain.errors import ChangedMeanwhile
from forms_app.services import mail_setup
from forms_app.services.builder import Draft
from forms_app.web import current
from forms_app.web.markdown import tree
from forms_app.web.moments import say
from forms_app.web.results.precision import answers_in_words
from forms_app.web.results.samples import sizes_with

LARGEST_REVISION = 2**31 - 1  # what the column holds


def render(template: str, draft: Draft, **more: Any) -> str:
    """A page of the builder; `tab` names which."""
    findings = _findings(draft)
    return render_template(
        template,
        slug=draft.form.slug,
        title=title_of(draft.document),
        revision=draft.revision,
        can_undo=draft.former > 0,
        is_opened=draft.version is not None,
        is_closed=draft.form.has_closed(current.now()),
        tabs=tabs_of(draft),
        checked=_in_short(findings),
        stops=[one for one in findings if one.stops],
        advice=[one for one in findings if not one.stops],
        samples=[(people, answers_in_words(people)) for people in sizes_with(draft.people)],
        expected=draft.people,
        minutes=minutes_of(draft.reading.finished),
        language_edited=language_of(draft.document),
        undone=request.args.get("said", ""),
        **more,
    )


def tabs_of(draft: Draft) -> list[tuple[str, str, str]]:
    slug = draft.form.slug
    tabs = [
        ("questions", _("Questions"), url_for("builder.questions", slug=slug)),
        ("logic", _("Logic"), url_for("builder_logic.show", slug=slug)),
        ("settings", _("Settings"), url_for("builder_settings.show", slug=slug)),
        ("draw", _("Prize draw"), url_for("builder_contest.show", slug=slug)),
        ("translations", _("Translations"), url_for("builder_translations.show", slug=slug)),
    ]
    if gives_vouchers(draft.document):
        tabs.append(("vouchers", _("Vouchers"), url_for("builder_vouchers.show", slug=slug)))
    if draft.version is not None:
        tabs.append(("versions", _("Versions"), url_for("builder_versions.show", slug=slug)))
    tabs.append(("share", _("Share"), url_for("builder_share.show", slug=slug)))
    return [*tabs, ("preview", _("Preview"), url_for("builder_preview.show", slug=slug))]


def title_of(document: Document) -> str:
    return next(iter(document.get("title", {}).values()), "") or _("Untitled form")


def language_of(document: Document) -> str:
    """The language whose words are edited: the form's first; the others are translated on a page of their own."""
    return languages_of(document)[0]


def revision_sent() -> int:
    """The revision the page was made from; one that never was where it says none."""
    sent = request.form.get("revision", -1, type=int)
    return sent if 0 <= sent <= LARGEST_REVISION else -1


def wants_json() -> bool:
    return request.headers.get("X-Autosave") == "1"


def saved(draft: Draft, looks: Mapping[str, Markup] | None = None) -> dict[str, Any]:
    """What a script is told after saving; `looks` are texts of the page as visitors will see them, by their inputs."""
    findings = _findings(draft)
    return {
        "revision": draft.revision,
        "can_undo": draft.former > 0,
        "checked": _in_short(findings),
        "stops": [{"text": one.text, "href": one.href} for one in findings if one.stops],
        "advice": [{"text": one.text, "href": one.href} for one in findings if not one.stops],
        "looks": {name: tree(html) for name, html in (looks or {}).items()},
    }


def conflict(draft: Draft, error: ChangedMeanwhile, standing: list[tuple[str, str]]) -> Any:
    """Both texts: what was sent, to be sent again over the new state, and what stands now."""
    if wants_json():
        return {
            "problem": _("Not saved: somebody else changed this meanwhile. Press “Save” to see both and choose.")
        }, 409
    sent = [(name, text) for name, text in request.form.items(multi=True) if name not in ("csrf_token", "revision")]
    words = [
        text for name, text in sent if name not in ("do", "card", "page", "kind", "new_kind", "preset", "of") and text
    ]
    page = render(
        "staff/builder/conflict.html",
        draft,
        tab="",
        action=request.path,
        sent=sent,
        typed=words,
        standing=standing,
        new_revision=error.revision,
    )
    return page, 409


def _findings(draft: Draft) -> list[SimpleNamespace]:
    found = [*look_at(draft.document, draft.people, draft.reading), *_of_vouchers(draft)]
    return [_face(draft.form.slug, one) for one in found]


def _in_short(findings: list[SimpleNamespace]) -> str:
    """What the checks say in a few words, for screens on which they stand far below."""
    stops = sum(1 for one in findings if one.stops)
    if stops:
        return ngettext("Checks: %(num)d to fix", "Checks: %(num)d to fix", stops)
    advice = len(findings)
    return ngettext("Checks: %(num)d to look at", "Checks: %(num)d to look at", advice) if advice else _("Checks: fine")


def _of_vouchers(draft: Draft) -> Iterator[Finding]:
    return look_at_vouchers(
        draft.document,
        draft.promotion,
        has_free=draft.has_vouchers,
        sends_mail=mail_setup.find_obstacle() is None,
        who=draft.form.admission.who,
        is_opened=draft.version is not None,
        now=current.now(),
    )


def _face(slug: str, finding: Finding) -> SimpleNamespace:
    return SimpleNamespace(stops=finding.stops, text=say(finding.sentence), href=_place(slug, finding.at))


def _place(slug: str, at: str | None) -> str:
    """Where it is mended: at its card or page, or among the settings."""
    if at == HEAD:
        return url_for("builder_settings.show", slug=slug)
    if at and at.startswith(IN_LANGUAGE):
        into = at.removeprefix(IN_LANGUAGE)
        return url_for("builder_translations.show", slug=slug, into=into, _anchor="texts-heading")
    if at == VOUCHERS:
        return url_for("builder_vouchers.show", slug=slug)
    return url_for("builder.questions", slug=slug, card=at, _anchor=f"q-{at}") if at else ""
