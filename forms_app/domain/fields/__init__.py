"""The kinds of question, listed by hand: to add one, write its module and add its line here."""

from forms_app.domain.fields.consent import Consent
from forms_app.domain.fields.date import Date
from forms_app.domain.fields.email import Email
from forms_app.domain.fields.kind import Kind
from forms_app.domain.fields.link import Link
from forms_app.domain.fields.long_text import LongText
from forms_app.domain.fields.matrix_single import MatrixSingle
from forms_app.domain.fields.multi_choice import MultiChoice
from forms_app.domain.fields.name import Name
from forms_app.domain.fields.number import Number
from forms_app.domain.fields.phone import Phone
from forms_app.domain.fields.postal_address import PostalAddress
from forms_app.domain.fields.ranking import Ranking
from forms_app.domain.fields.scale import Scale
from forms_app.domain.fields.short_text import ShortText
from forms_app.domain.fields.single_choice import SingleChoice
from forms_app.domain.fields.statement import Statement
from forms_app.domain.fields.text_list import TextList
from forms_app.domain.fields.time import Time
from forms_app.domain.fields.yes_no import YesNo

KINDS: dict[str, type[Kind]] = {
    "single_choice": SingleChoice,
    "multi_choice": MultiChoice,
    "yes_no": YesNo,
    "scale": Scale,
    "matrix_single": MatrixSingle,
    "ranking": Ranking,
    "number": Number,
    "date": Date,
    "time": Time,
    "short_text": ShortText,
    "long_text": LongText,
    "text_list": TextList,
    "email": Email,
    "phone": Phone,
    "link": Link,
    "name": Name,
    "postal_address": PostalAddress,
    "consent": Consent,
    "statement": Statement,
}

__all__ = ["KINDS", "Kind"]
