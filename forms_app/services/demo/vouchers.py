"""The demo's promotion: vouchers that people got for answering, and those of them that were brought to the till."""

from datetime import date, datetime, timedelta

from forms_app.domain.demo import SITE, Story
from forms_app.domain.texts import OWN_LANGUAGE
from forms_app.services import submissions, vouchers


def begin(story: Story, *, today: date, now: datetime) -> None:
    """Before the form opens."""
    if story.reward is None:
        return
    vouchers.choose(
        slug=story.slug,
        offer=story.reward.offer,
        language=OWN_LANGUAGE,
        confirms_mailbox=False,
        valid_until=today + timedelta(days=story.reward.valid_for),
        daily=story.reward.daily,
        shows_left=True,
        zone=SITE["zone"],
        now=now,
    )
    vouchers.make(slug=story.slug, count=story.reward.made, seen=0)


def bring(story: Story, *, person: int, receipt: str, now: datetime) -> None:
    """Some of those who answered bring their voucher the same day."""
    if story.reward is None or person % story.reward.brought:
        return
    held = vouchers.find_held(code=submissions.voucher_code(code=receipt), now=now)
    if held is not None:
        vouchers.redeem(code=held.code, reference=f"demo {receipt}", now=now)
