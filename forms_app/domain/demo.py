"""An invented chocolate maker: its forms, and what invented visitors answer, by the throw of given dice."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from forms_app.domain.definitions import Definition
from forms_app.domain.demo_habits import Drift, Habit, throw, weights
from forms_app.domain.demo_prizes import GOLDEN_TICKET, THANK_YOU, WINTER_RAFFLE, Reward
from forms_app.domain.demo_questions import STARS, ask, options
from forms_app.domain.fields.chance import Dice

SITE = {
    "name": "Marlowe Lane Chocolate",
    "address": "7 Marlowe Lane\nAnytown (an invented place)",
    "telephone": "",
    "email": "hello@example.org",
    "zone": "UTC",
    "accent": "",
}
ROLES = ("administrator", "staff", "reader", "till", "inbox", "manager")  # an account for each


@dataclass(frozen=True)
class Story:
    """A form of the demo and how it is answered."""

    slug: str
    title: str
    intro: str
    questions: tuple[dict[str, Any], ...]
    habits: Mapping[str, Habit]
    opened: int  # days ago
    closes: int | None = None  # days from today; in the past where negative
    rhythm: str = "close"
    people: int = 0  # who answer in thirty days
    breakdowns: tuple[str, ...] = ()
    poll: bool = False
    words: Mapping[str, Sequence[str]] = field(default_factory=dict)  # what is written, by question
    contest: Mapping[str, Any] = field(default_factory=dict)  # rules of its prize draw
    draws: int | None = None  # days from today, at ten in the morning
    reward: Reward | None = None

    def definition(self, today: date) -> Definition:
        schedule: dict[str, Any] = {"zone": SITE["zone"]}
        if self.closes is not None:
            schedule["closes"] = f"{today + timedelta(days=self.closes)}T18:00"
        given = {
            "format": "form/1",
            "id": f"demo{STORIES.index(self):02d}",
            "languages": ["en"],
            "title": {"en": self.title},
            "intro": {"en": self.intro},
            "rhythm": self.rhythm,
            "breakdowns": list(self.breakdowns),
            "poll": self.poll,
            "schedule": schedule,
            "pages": [{"id": "page01", "questions": list(self.questions)}],
        }
        if self.draws is not None:
            drawn = f"{today + timedelta(days=self.draws)}T10:00"
            given |= {"switches": ["count", "draw"], "contest": {**self.contest, "draws": drawn}}
        if self.reward is not None:
            given |= {"switches": ["count", "reward"]}
        return Definition.model_validate(given)

    def people_on(self, day: int) -> int:
        """How many answer so many days after the opening, spread evenly."""
        return self.people * (day + 1) // 30 - self.people * day // 30


def invented(story: Story, definition: Definition, share: float, dice: Dice) -> dict[str, list[str]]:
    """What one invented visitor sends when this share of the demo's time has passed."""
    sent: dict[str, list[str]] = {}
    for question in definition.questions:
        if question.id in story.words:
            texts = story.words[question.id]
            sent[question.id] = [texts[dice(len(texts))]] if dice(5) == 0 else []
        elif question.kind == "multi_choice":
            offered = [option.id for option in question.settings.options]  # type: ignore[attr-defined]
            chances = weights(story.habits[question.id], sent, share)
            sent[question.id] = [id_ for id_, chance in zip(offered, chances, strict=True) if dice(100) < chance]
        else:
            offered = [str(label) for label, _text in question.settings.tables()[0].labels]
            sent[question.id] = [throw(offered, weights(story.habits[question.id], sent, share), dice)]
    return sent


FOR_WHOM, DRINKS = ("For myself", "For family", "As a gift"), ("Coffee", "Tea", "Nothing")
PLACES = ("In your shop", "In a supermarket", "On the web")
BARS = ("Plain dark", "Sea salt", "Pear and ginger", "Milk with hazelnut")
STORIES: tuple[Story, ...] = (
    Story(
        slug="tasting",
        title="Tasting of the month",
        intro="You tasted a bar at our counter. How was it? One minute, counted every month.",
        opened=396,
        rhythm="month",
        people=42,
        questions=(
            ask("bar000", "single_choice", "Which bar did you taste?", options(*BARS, letter="b")),
            ask("taste0", "scale", "How did you like it?", STARS),
            ask(
                "sweet0",
                "single_choice",
                "How sweet was it?",
                options("Too little", "Just right", "Too much", letter="s"),
            ),
            ask("again0", "yes_no", "Would you buy it?"),
            ask("idea00", "short_text", "What should we change?", {"longest": 120}),
        ),
        habits={
            "bar000": Drift((40, 15, 15, 30), (25, 40, 20, 15)),
            "taste0": Drift((5, 15, 35, 30, 15), (2, 6, 18, 40, 34)),
            "sweet0": Drift((10, 45, 45), (12, 70, 18)),
            "again0": Drift((50, 50), (72, 28)),
        },
        words={
            "idea00": (
                "A little less sugar, please.",
                "Larger pieces of hazelnut.",
                "Nothing, it was lovely.",
                "A smaller bar for the way home.",
                "More salt, I could hardly taste it.",
                "Say on the paper where the beans grew.",
            )
        },
    ),
    Story(
        slug="visit",
        title="How was your visit?",
        intro="Four questions about our shop, counted every quarter.",
        opened=396,
        rhythm="quarter",
        people=30,
        breakdowns=("often0", "when00"),
        questions=(
            ask(
                "often0",
                "single_choice",
                "How often do you come?",
                options("First time", "Now and then", "Every week", letter="o"),
            ),
            ask(
                "when00",
                "single_choice",
                "When were you here?",
                options("Morning", "Afternoon", "Saturday", letter="w"),
            ),
            ask("helped", "scale", "How well were you helped?", STARS),
            ask("queue0", "yes_no", "Did you wait too long?"),
        ),
        habits={
            "often0": (30, 45, 25),
            "when00": (35, 40, 25),
            "helped": {"wopt00": (1, 4, 15, 40, 40), "wopt01": (3, 8, 24, 40, 25), "wopt02": (10, 20, 30, 25, 15)},
            "queue0": {"wopt00": (10, 90), "wopt01": (25, 75), "wopt02": (60, 40)},
        },
    ),
    Story(
        slug="next-flavour",
        title="Which flavour shall we make next?",
        intro="One question. The winner is on the shelf next month.",
        opened=40,
        closes=-12,
        people=140,
        poll=True,
        questions=(
            ask(
                "vote00",
                "single_choice",
                "Which would you buy?",
                options("Chestnut", "Blackcurrant", "Smoked almond", "Rose", letter="f"),
                required=True,
            ),
        ),
        habits={"vote00": (28, 22, 38, 12)},
    ),
    Story(
        slug="new-name",
        title="What shall we call the new bar?",
        intro="The flavour is chosen, its name is not. One question.",
        opened=11,
        closes=9,
        people=150,
        poll=True,
        questions=(
            ask(
                "name00",
                "single_choice",
                "Which name shall it have?",
                options("Autumn Fair", "Nightfall", "Lane Number Seven", letter="n"),
                required=True,
            ),
        ),
        habits={"name00": (30, 45, 25)},
    ),
    Story(
        slug="easter",
        title="What belongs into an Easter egg?",
        intro="This one is closed and was counted once.",
        opened=80,
        closes=-50,
        people=75,
        questions=(
            ask(
                "egg000",
                "multi_choice",
                "What would you put inside?",
                options("Truffles", "Nuts", "A surprise toy", "Nothing", letter="e"),
            ),
            ask(
                "price0",
                "single_choice",
                "What should it cost?",
                options("Under 10", "10 to 20", "Over 20", letter="p"),
            ),
        ),
        habits={"egg000": (70, 45, 35, 8), "price0": (35, 50, 15)},
    ),
    Story(
        slug="workshop",
        title="Would you come to a chocolate workshop?",
        intro="Fewer than ten people have answered so far: nobody sees anything yet.",
        opened=6,
        closes=24,
        people=30,
        questions=(
            ask("come00", "yes_no", "Would you come?"),
            ask(
                "day000",
                "single_choice",
                "Which day suits you?",
                options("Friday evening", "Saturday", "Sunday", letter="d"),
            ),
        ),
        habits={"come00": (70, 30), "day000": (40, 35, 25)},
    ),
    Story(
        slug="golden-ticket",
        title="The golden ticket",
        intro="One question, and a ticket in our prize draw. It was drawn last month; check the draw yourself.",
        opened=70,
        closes=-31,
        draws=-28,
        people=60,
        questions=(ask("gift00", "single_choice", "For whom do you buy chocolate?", options(*FOR_WHOM, letter="g")),),
        habits={"gift00": (45, 40, 15)},
        contest=GOLDEN_TICKET,
    ),
    Story(
        slug="winter-raffle",
        title="Winter raffle",
        intro="One question, and a ticket in our prize draw.",
        opened=9,
        closes=12,
        draws=15,
        people=90,
        questions=(ask("warm00", "single_choice", "What do you drink with chocolate?", options(*DRINKS, letter="d")),),
        habits={"warm00": (40, 35, 25)},
        contest=WINTER_RAFFLE,
    ),
    Story(
        slug="a-bar-for-you",
        title="Two questions, and a bar for you",
        intro="Everyone who answers gets a voucher for a small bar, as long as there are some. No name, no address.",
        opened=24,
        closes=35,
        people=72,
        questions=(
            ask("place0", "single_choice", "Where do you buy chocolate?", options(*PLACES, letter="p")),
            ask("often0", "single_choice", "How often?", options("Every week", "Every month", "Less", letter="o")),
        ),
        habits={"place0": (35, 40, 25), "often0": (30, 45, 25)},
        reward=THANK_YOU,
    ),
)
