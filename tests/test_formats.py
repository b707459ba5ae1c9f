"""The formats: examples fit their schemas and the code that reads them."""

import json

import pytest
from jsonschema import Draft202012Validator

from forms_app.domain.ballots import pack, unpack
from forms_app.domain.definitions import Definition
from forms_app.domain.publishable import unpublishable
from forms_app.domain.reports import report_of
from tests import make


@pytest.mark.parametrize("name", ["form-1", "ballot-1", "publication-1"])
def test_every_example_fits_its_schema(name):
    schema = json.loads((make.SCHEMAS / f"{name}.schema.json").read_text())
    Draft202012Validator.check_schema(schema)
    assert list(Draft202012Validator(schema).iter_errors(make.example(name))) == []


def test_the_example_form_is_read_and_may_be_opened():
    assert unpublishable(Definition.model_validate(make.example("form-1"))) == []


def test_a_definition_written_and_read_again_is_the_same():
    definition = make.definition()
    assert Definition.model_validate(definition.to_json()) == definition


def test_the_example_ballot_is_packed_to_one_size_and_back():
    example = make.example("ballot-1")
    packed = pack(example["answers"], version=example["version"], size=512)
    assert len(packed) == 512
    assert unpack(packed) == (1, example["answers"])


def test_the_example_publication_is_read_as_a_report():
    rows = report_of(make.example("publication-1"))["questions"][0]["tables"][0]["rows"]
    assert [row["percent"] for row in rows] == [41, 49, 10]
