"""Every kind's answer reads back as it was meant, and no answer as none."""

import pytest

from forms_app.domain.fields import KINDS
from tests import faces
from tests.face_trees import tree

each_sample = pytest.mark.parametrize("sample", faces.SAMPLES)

READINGS = {
    "single": "Pear",
    "single-other": faces.ODD,
    "single-long": "Land 7",
    "single-long-other": faces.ODD,
    "multi": "Tea Juice",
    "multi-other": f"Apple {faces.ODD}",
    "multi-long": "Land 1 Land 20",
    "yes-no": "No",
    "rating": "4, on a scale from 1 to 5",
    "rating-na": "I did not eat there",
    "nps": "10, on a scale from 0 to 10 (Very likely)",
    "likert": "Disagree",
    "slider": "35, on a scale from 0 to 100",
    "matrix": "The waiting time at the counter Bad Friendliness No answer Price Very good",
    "matrix-wide": "The waiting time at the counter No answer Friendliness Column 10",
    "ranking": "Taste Opening hours",
    "number": "72.5 kg",
    "number-plain": "-7",
    "date": "2026-05-01",
    "time": "14:30",
    "short": faces.ODD,
    "long": f"{faces.ODD} second line",
    "texts": f"{faces.ODD} third",
    "email": "zoe@example.org",
    "phone": "+32 2 123 45 67",
    "link": "example.org/a",
    "name": faces.ODD,
    "name-parts": f"Zoë {faces.ODD}",
    "address": f"{faces.ODD} 1000 Brussels Belgium",
    "consent": "Agreed: I have read the rules & agree <to them>.",
    "statement": "",
}


def read_back(sample, answer):
    texts = []

    def collect(element):
        for item in element.inside:
            texts.append(item) if isinstance(item, str) else collect(item)

    collect(tree(faces.summary(sample, answer)))
    return " ".join(" ".join(texts).split())


@each_sample
def test_an_answer_reads_as_it_was_meant(sample):
    assert read_back(sample, faces.SAMPLES[sample][4]) == READINGS[sample]


@each_sample
def test_no_answer_reads_as_none(sample):
    expected = {"statement": "", "consent": "Not agreed"}

    assert read_back(sample, None) == expected.get(sample, "No answer")


def test_every_folder_of_faces_has_a_sample():
    folders = {path.name for path in (faces.ROOT / "templates" / "fields").iterdir()} - {"_default"}

    assert folders == {sample[0] for sample in faces.SAMPLES.values()}
    assert set(KINDS) <= folders
