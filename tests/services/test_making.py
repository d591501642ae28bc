"""Any file of a project by one order: made twice it is the same, and an order is plain data."""

from __future__ import annotations

import io
import json
import zipfile

import pytest

from drafter.content import load_content
from drafter.errors import AnswerError, NotFinal
from drafter.services.making import Order, make, order_from
from drafter.services.packs import pack_in_memory
from tests.tools import ROOT, sample

CONTENT = load_content()
LITE_FILE = ROOT / "samples/lite-below-threshold.yaml"
LITE = "lite-below-threshold"
ORDERS = [
    Order(),
    Order(edition="bilingual"),
    Order(kind="html", edition="en"),
    Order(agreement="needs", kind="md"),
    Order(what="budget"),
    Order(what="forms", codes=("F-BUDGET",), kind="xlsx"),
    Order(what="forms", codes=("F-BUDGET", "F-GATES")),
]


@pytest.mark.parametrize(
    "order", ORDERS, ids=lambda order: f"{order.what}-{order.agreement}-{order.edition}-{order.kind}-{len(order.codes)}"
)
def test_the_same_order_gives_the_same_file(order: Order) -> None:
    first, again = make(CONTENT, LITE_FILE, order), make(CONTENT, LITE_FILE, order_from(json.loads(json.dumps(order.data()))))
    assert first.data == again.data
    assert first.name == again.name


@pytest.mark.parametrize(
    ("order", "name", "begins"),
    [
        (Order(), "contract-zh.docx", b"PK"),
        (Order(agreement="proposal", edition="en"), "proposal-en.docx", b"PK"),
        (Order(kind="md"), "contract-zh.md", b"# "),
        (Order(what="budget", edition="en"), "budget-en.xlsx", b"PK"),
        (Order(what="forms", codes=("F-BUDGET",), kind="xlsx"), "F-BUDGET-运维预算测算表.xlsx", b"PK"),
    ],
)
def test_it_is_called_what_it_is(order: Order, name: str, begins: bytes) -> None:
    made = make(CONTENT, LITE_FILE, order)
    assert made.name == name
    assert made.data.startswith(begins)


def test_forms_come_together_in_one_file() -> None:
    made = make(CONTENT, LITE_FILE, Order(what="forms", codes=("F-BUDGET", "F-GATES")))
    with zipfile.ZipFile(io.BytesIO(made.data)) as archive:
        assert [name.rpartition("/")[2] for name in archive.namelist()] == ["F-BUDGET-运维预算测算表.docx", "F-GATES-关键控制点检查表.docx"]


def test_a_pack_holds_what_the_folder_would() -> None:
    answers = sample(LITE)
    files, _ = pack_in_memory(CONTENT, answers, "zh")
    with zipfile.ZipFile(io.BytesIO(make(CONTENT, answers, Order(what="pack")).data)) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == files


def test_a_final_with_something_open_is_refused() -> None:
    with pytest.raises(NotFinal):
        make(CONTENT, {"answers": {"project_name": "甲"}}, Order(final=True))


@pytest.mark.parametrize("wrong", [{"what": "secret"}, {"edition": "fr"}, {"kind": "exe"}, {"what": "forms", "kind": "html"}])
def test_an_order_there_cannot_be_is_refused(wrong: dict[str, str]) -> None:
    with pytest.raises(AnswerError) as caught:
        order_from(wrong)
    assert caught.value.findings[0].code == "format"
