"""The JSON Schema takes what the reader takes, in both dialects, and ajv in strict mode takes the schema."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator, Draft202012Validator

from drafter.content import load_content
from drafter.questionnaire.schema import DIALECTS
from drafter.services.questionnaire import answer_schema
from drafter.types import value_schema
from tests.entry.forms import column, written_forms
from tests.tools import ROOT, SAMPLES, need

VALIDATORS = {"2020-12": Draft202012Validator, "draft-07": Draft7Validator}


def schema(dialect: str) -> dict[str, Any]:
    return answer_schema(load_content(), dialect)


def as_json(path: Path) -> Any:
    from drafter.questionnaire.answers import plain_answers

    return json.loads(json.dumps(plain_answers(path.read_text(encoding="utf-8"), path.name)))


@pytest.mark.parametrize("dialect", VALIDATORS)
def test_every_sample_fits_as_its_reader_sees_it(dialect: str) -> None:
    validator = VALIDATORS[dialect]
    validator.check_schema(schema(dialect))
    assert schema(dialect)["$schema"] == DIALECTS[dialect]
    for path in SAMPLES:
        assert [e.message[:200] for e in validator(schema(dialect)).iter_errors(as_json(path))] == []


@pytest.mark.parametrize("validator", VALIDATORS.values())
def test_every_form_that_is_read_fits(validator: Any) -> None:
    for form in written_forms():
        if form.value is not None:
            assert validator(value_schema(column(form.kind))).is_valid(form.text), str(form)


def test_what_is_no_answer_set_does_not_fit() -> None:
    validator = Draft7Validator(schema("draft-07"))
    for data in (
        {},
        {"answers": {"nothing_like_it": 1}},
        {"answers": {"sign_date": True}},
        {"answers": {"systems": [{"nam": "x"}]}},
        {"answers": {"party_a": {}}},
    ):
        assert not validator.is_valid(data), data


STRICT = """
const Ajv = require("ajv"); const fs = require("fs");
const [schema, ...sets] = JSON.parse(fs.readFileSync(process.argv[1]));
const ajv = new Ajv({strict: true, allowUnionTypes: false, allErrors: true});
const validate = ajv.compile(schema);
for (const data of sets) if (!validate(data)) { console.error(JSON.stringify(validate.errors).slice(0, 500)); process.exit(1); }
console.log(sets.length);
"""


def test_ajv_in_strict_mode_takes_it(tmp_path: Path) -> None:
    modules = [ROOT / "build/node/node_modules", *map(Path, filter(None, os.environ.get("NODE_PATH", "").split(os.pathsep)))]
    where = next((str(m) for m in modules if (m / "ajv").is_dir()), None)
    need(shutil.which("node") and where, "node with the package ajv")
    (tmp_path / "a.json").write_text(json.dumps([schema("draft-07"), *map(as_json, SAMPLES)]), encoding="utf-8")
    ran = subprocess.run(
        ["node", "-e", STRICT, str(tmp_path / "a.json")],
        env={**os.environ, "NODE_PATH": str(where)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert ran.stderr == ""
    assert ran.stdout.strip() == str(len(SAMPLES))
