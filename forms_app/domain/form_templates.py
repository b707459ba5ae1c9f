"""The forms of our own that a new one may start from; their questions are the files of forms_app/form_templates."""

from dataclasses import dataclass

from forms_app.domain.sentences import N_


@dataclass(frozen=True)
class Template:
    name: str  # as such surveys are called
    purpose: str
    minutes: int  # it takes to answer
    answers: int  # from how many on its figures say something


TEMPLATES = {
    "customer-satisfaction": Template(
        N_("Customer satisfaction"), N_("How content customers are, with what, and what to mend first."), 3, 60
    ),
    "recommendation": Template(
        N_("Recommendation (NPS)"), N_("One number over time: would people recommend you, and why."), 1, 100
    ),
    "product-tasting": Template(
        N_("Product tasting"), N_("How a sample looks, smells and tastes, and whether it would sell."), 3, 30
    ),
    "product-poll": Template(
        N_("Product poll"), N_("Let everybody vote on what comes next; exact numbers from 50 votes on."), 1, 50
    ),
    "event-feedback": Template(
        N_("Event feedback"), N_("What guests of an event liked, and whether they would come again."), 2, 30
    ),
    "employee-pulse": Template(
        N_("Employee pulse"), N_("A short look at how work goes, to be repeated; for thirty people or more."), 2, 30
    ),
    "course-evaluation": Template(
        N_("Course evaluation"), N_("How a course, workshop or training was, for the next one."), 3, 30
    ),
    "website-feedback": Template(
        N_("Website feedback"), N_("Whether visitors of a website found what they came for."), 1, 100
    ),
    "suggestion-box": Template(
        N_("Feedback without names"), N_("Praise, trouble and ideas in people's own words, without names."), 1, 10
    ),
    "write-to-us": Template(
        N_("Message with an answer"),
        N_("A message that staff read and answer, by mail or behind a private code."),
        1,
        1,
    ),
    "feedback-answered": Template(
        N_("Feedback wanting an answer"),
        N_("Praise and complaints that staff read and, where people wish, answer."),
        2,
        1,
    ),
    "exit-survey": Template(N_("Exit survey"), N_("Why customers leave or end a subscription."), 2, 30),
    "service-contact": Template(
        N_("Customer service (CES)"), N_("How easily a call, a message or a visit settled a matter."), 1, 60
    ),
    "golden-ticket": Template(
        N_("Golden ticket"), N_("A short survey with prizes, drawn by a public draw that anyone can check."), 1, 30
    ),
    "thank-you-voucher": Template(
        N_("Thank-you voucher"), N_("A short survey; everyone who answers gets a voucher from your list."), 1, 30
    ),
    "new-idea": Template(
        N_("Concept test"), N_("Whether an idea for a product or service meets a need, before it is made."), 3, 100
    ),
}
