"""SHOW to people: blueprints and what they share."""

from flask import Flask

from forms_app.web import (
    about,
    accessibility,
    activity,
    answer_templates,
    claims,
    colleagues,
    comments,
    contact,
    contest_room,
    contests,
    deleted,
    deletions,
    demo,
    fill,
    first_start,
    forms,
    gate,
    health,
    home,
    inbox,
    issues,
    languages,
    list_moves,
    local_mail,
    look,
    mail,
    markdown,
    microdata,
    new_form,
    newsletters,
    notices,
    outbox,
    own_newsletters,
    own_tokens,
    password_reset,
    policies,
    privacy,
    receipt,
    request_queue,
    requests,
    reward,
    site,
    staff,
    subscribe,
    subscribers,
    teams,
    till,
    unsubscribe,
    webhooks,
    well_known,
    write,
)
from forms_app.web.builder import (
    codes,
    contest,
    logic,
    preview,
    questions,
    settings,
    share,
    sheet,
    translations,
    versions,
    vouchers,
)
from forms_app.web.results import files, reports, samples, shared

VISITORS = (home, look, accessibility, fill, gate, about, receipt, reward, write, contests, claims)
OTHERS = (shared, health, local_mail, password_reset)
POLICY = (privacy, requests, deleted, contact, well_known)
READERS = (subscribe, unsubscribe, own_newsletters)
BUILDER = (
    questions,
    logic,
    settings,
    contest,
    translations,
    versions,
    share,
    sheet,
    codes,
    vouchers,
    preview,
)
STAFF = (
    staff,
    notices,
    site,
    activity,
    policies,
    request_queue,
    mail,
    microdata,
    outbox,
    newsletters,
    issues,
    subscribers,
    list_moves,
    first_start,
    demo,
    forms,
    new_form,
    deletions,
    reports,
    files,
    samples,
    comments,
    teams,
    colleagues,
    contest_room,
    answer_templates,
    inbox,
    till,
    webhooks,
    own_tokens,
)


def init_app(app: Flask) -> None:
    markdown.init_app(app)
    languages.init_app(app)
    for module in (*VISITORS, *OTHERS, *POLICY, *READERS, *STAFF, *BUILDER):
        app.register_blueprint(module.pages)
