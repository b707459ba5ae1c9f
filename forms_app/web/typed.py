"""What staff type, without the zero bytes that come along when they paste: no database takes them as a text."""

from typing import IO, Any

import flask
from werkzeug.datastructures import FileStorage, MultiDict
from werkzeug.formparser import FormDataParser

from forms_app.web.sessions import has_session

ZERO = "\0"


class WithoutZeros(FormDataParser):
    def parse(self, *given: Any, **more: Any) -> tuple[IO[bytes], MultiDict[str, str], MultiDict[str, FileStorage]]:
        stream, form, files = super().parse(*given, **more)
        return stream, without_zeros(form), files


class Request(flask.Request):
    """What visitors send is left as it is: a question says itself what it does not take."""

    def make_form_data_parser(self) -> FormDataParser:
        if has_session(self.path):
            self.form_data_parser_class = WithoutZeros
        return super().make_form_data_parser()


def without_zeros(form: MultiDict[str, str]) -> MultiDict[str, str]:
    if not any(ZERO in text for _name, text in form.items(multi=True)):
        return form
    return type(form)([(name, text.replace(ZERO, "")) for name, text in form.items(multi=True)])
