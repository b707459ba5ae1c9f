"""Small invented surveys, as folders."""

import json

import pytest

FLAVOURS = {
    "id": "a1",
    "text": "Which flavour?",
    "kind": "single_choice",
    "required": True,
    "options": ["Salt", "Pear"],
}
SIZES = {"id": "a2", "text": "Which size?", "kind": "single_choice", "options": ["Small", "Large"]}
IDEA = {"id": "a3", "text": "Another idea?", "kind": "short_text"}


def marginal(question, lines):
    given = [line[question["id"]] for line in lines if question["id"] in line]
    head = {"kind": question["kind"], "answered": len(given), "skipped": len(lines) - len(given)}
    if question["kind"] == "matrix_single":
        return head | {"rows": {row: cells(given, row, question["columns"], "counts") for row in question["rows"]}}
    if question["kind"] == "ranking":
        places = range(1, len(question["items"]) + 1)
        return head | {"items": {item: cells(given, item, places, "rank_counts") for item in question["items"]}}
    named = [label for answer in given for label in (answer if isinstance(answer, list) else [answer])]
    return head | {"counts": {label: named.count(label) for label in question.get("options", [])}}


def cells(given, part, labels, name):
    found = [answer[part] for answer in given if part in answer]
    return {"answered": len(found), name: {str(label): found.count(label) for label in labels}}


@pytest.fixture
def write_survey(tmp_path):
    """Write a survey of these questions and answers; the oracle is right unless other marginals are given."""

    def write(questions, lines, marginals=None, crosstabs=()):
        folder = tmp_path / "invented-survey"
        folder.mkdir()
        right = {question["id"]: marginal(question, lines) for question in questions}
        oracle = {"n_responses": len(lines), "marginals": right | (marginals or {}), "crosstabs": list(crosstabs)}
        rows = [json.dumps({"id": str(i), "answers": line}) for i, line in enumerate(lines)]
        (folder / "form.json").write_text(json.dumps({"title": "Invented", "questions": questions}))
        (folder / "responses.jsonl").write_text("\n".join(rows) + "\n")
        (folder / "oracle.json").write_text(json.dumps(oracle))
        return folder

    return write


@pytest.fixture
def survey(write_survey):
    """Forty-two visitors: all choose a flavour, thirty a size, seven have an idea."""
    lines = []
    for visitor in range(42):
        line = {"a1": "Salt" if visitor < 25 else "Pear"}
        if visitor % 7 < 5:
            line["a2"] = "Large" if visitor % 2 else "Small"
        if visitor % 6 == 0:
            line["a3"] = f"Número {visitor}: salt & pear; “both” + 100%"
        lines.append(line)
    return write_survey([FLAVOURS, SIZES, IDEA], lines)
