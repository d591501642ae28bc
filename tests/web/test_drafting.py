"""The desk: pages of questions, every answer saved by itself, clashes told, history and undo, the contract beside it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from drafter.content import load_content
from drafter.services.answers import read_answers
from drafter.services.desk import Pane
from tests.web.conftest import BOTH, Browser, join

HTMX = {"HX-Request": "true"}


def save(browser: Browser, project: int, name: str, seen: int = 0, **form: Any) -> TestResponse:
    """Save one answer as the page does."""
    return browser.post(f"/projects/{project}/answers/{name}", {"revision": str(seen), **form}, headers=HTMX)


def answers(browser: Browser, project: int) -> dict[str, Any]:
    """Return the answers that are kept."""
    return read_answers(load_content(), browser.get(f"/projects/{project}/answers.yaml").text).answers


@pytest.fixture
def project(single: Browser) -> int:
    """A project of the minimal sample."""
    return single.project(**{"from": "sample", "sample": "minimal"})


def test_every_topic_has_its_page(single: Browser, project: int) -> None:
    first = single.get(f"/projects/{project}/draft").location
    seen = set()
    while first not in seen:
        seen.add(first)
        page = single.get(first)
        assert page.status_code == 200
        after = re.search(r'class="button" href="([^"]+)">下一页', page.text)
        if after is None:
            break
        first = after.group(1)
    assert len(seen) > 10
    assert single.get(f"/projects/{project}/topics/nowhere").status_code == 404


@BOTH
def test_a_saved_answer_is_kept_echoed_and_marked_in_the_contract(single: Browser, project: int) -> None:
    single.get(f"/projects/{project}/pane")
    answer = save(single, project, "price_total_incl", value="46.2万元", pane_revision="0")
    assert answer.status_code == 200
    assert "46.2万元" in answer.text  # read as
    assert "462,000.00" in answer.text
    changed = save(single, project, "availability", value="high", pane_revision="0")
    assert 'id="b-r_A_SLA"' in changed.text
    assert "touched" in changed.text
    assert len(changed.data) < 30_000
    assert answers(single, project)["availability"] == "high"


def test_what_is_sent_makes_the_page_that_a_fresh_draft_is(single: Browser, project: int) -> None:
    """The contract after changes, whole, is the one drafted anew from what is kept."""
    single.get(f"/projects/{project}/pane")
    for name, value in (("availability", "high"), ("om_mode", "M3b"), ("mlps_level", "3"), ("linked_pct", "20%"), ("has_pi", "false")):
        assert save(single, project, name, value=value).status_code == 200
    shown = single.get(f"/projects/{project}/pane", headers=HTMX).text
    content = load_content()
    kept = read_answers(content, single.get(f"/projects/{project}/answers.yaml").text)
    from drafter.questionnaire.answers import answers_data

    fresh = Pane(content, "zh", answers_data(kept, content.library))
    assert re.findall(r'<div id="b-([^"]+)" class="block', shown) == [block.id for block in fresh.blocks]
    assert all(block.html in shown for block in fresh.blocks)


def test_a_value_that_cannot_be_read_is_told_at_its_question_and_changes_nothing(single: Browser, project: int) -> None:
    before = answers(single, project)
    answer = save(single, project, "price_total_incl", value="很多")
    assert answer.status_code == 422
    assert "很多" in answer.text  # still in the field
    assert 'role="alert"' in answer.text
    assert save(single, project, "party_a", **{"part.name": "某局", "part.uscc": "1"}).status_code == 422
    assert answers(single, project) == before
    assert save(single, project, "nowhere", value="1").status_code == 404
    assert save(single, project, "systems", value="1").status_code == 405


@BOTH
def test_an_answer_left_open_and_one_given_back_to_its_default(single: Browser, project: int) -> None:
    from drafter.expressions import UNKNOWN

    save(single, project, "availability", do="open", value="standard")
    assert answers(single, project)["availability"] is UNKNOWN
    save(single, project, "availability", do="default", value="standard", seen=1)
    assert "availability" not in answers(single, project)


@BOTH
def test_state_secrets_are_refused_and_not_kept(single: Browser, project: int) -> None:
    answer = save(single, project, "is_classified", value="true")
    assert answer.status_code == 422
    assert "国家秘密" in answer.text
    assert answers(single, project)["is_classified"] is False
    assert "还没有修改" in single.get(f"/projects/{project}/history").text


@BOTH
def test_two_people_never_overwrite_each_other_silently(app: Flask) -> None:
    owner, other = join(app, "owner"), join(app, "other")
    number = owner.project(**{"from": "sample", "sample": "minimal"})
    owner.post(f"/projects/{number}/members", {"email": "other@office.example.org", "role": "editor"})
    assert save(owner, number, "linked_pct", value="20").status_code == 200
    assert save(other, number, "availability", value="high").status_code == 200  # another question: no clash
    clash = save(other, number, "linked_pct", value="25")
    assert clash.status_code == 409
    assert "owner" in clash.text  # who
    assert "20%" in clash.text  # what stands
    assert "25" in clash.text  # what was typed
    assert str(answers(owner, number)["linked_pct"]) in ("20", "20.00")
    assert save(other, number, "linked_pct", seen=2, value="25").status_code == 200


@BOTH
def test_history_says_who_changed_what_and_undo_takes_it_back_one_by_one(single: Browser, project: int) -> None:
    before = answers(single, project)
    save(single, project, "availability", value="high")
    save(single, project, "linked_pct", value="20")
    save(single, project, "linked_pct", value="20", seen=2)  # nothing new
    page = single.get(f"/projects/{project}/history").text
    assert page.count("<tr>") == 3
    for _ in range(3):  # one more than there is to take back
        single.post(f"/projects/{project}/undo")
    assert answers(single, project) == before
    assert single.get(f"/projects/{project}/history").text.count("<tr>") == 5


def test_without_javascript_a_form_leads_back_to_its_page(single: Browser, project: int) -> None:
    done = single.post(f"/projects/{project}/answers/linked_pct", {"revision": "0", "value": "20"})
    assert done.status_code == 303
    page, _, anchor = done.location.partition("#")
    assert f'id="{anchor}"' in single.get(page).text
    wrong = single.post(f"/projects/{project}/answers/linked_pct", {"revision": "1", "value": "x<script>"})
    assert wrong.status_code == 422
    assert "x&lt;script&gt;" in wrong.text
    assert 'href="#q-linked_pct"' in wrong.text


@BOTH
def test_an_archived_project_is_not_changed(single: Browser, project: int) -> None:
    single.post(f"/projects/{project}/archive")
    assert save(single, project, "linked_pct", value="20").status_code == 409
    assert single.post(f"/projects/{project}/undo").status_code == 409


def test_the_count_of_open_answers_is_one_everywhere(single: Browser, project: int) -> None:
    from drafter.services.questionnaire import needs

    save(single, project, "party_b", do="open")
    content = load_content()
    count = sum(need.open for need in needs(content, single.get(f"/projects/{project}/answers.yaml").text))
    assert f"待填 {count} 项" in single.get("/").text
    assert f"定稿还缺 {count} 项" in single.get(f"/projects/{project}/topics/parties").text


def test_a_party_in_two_languages_stays_in_two_when_it_is_saved_again(single: Browser, project: int) -> None:
    before = answers(single, project)["party_a"]["name"]
    assert before.en != before.zh
    save(single, project, "party_a", **{"part.name": f"{before.zh} || {before.en}", "part.address": "某路1号"})
    assert answers(single, project)["party_a"]["name"] == before
    assert "||" not in single.get(f"/projects/{project}/pane").text
