"""What the help of a question says may be answered is what is accepted; what its line of keys offers is what they do."""

from __future__ import annotations

import re

import pytest

from drafter.cli import interview_screen
from drafter.cli.interview_screen import Ask, Move, move_of, verdict
from drafter.content import load_content
from drafter.language import LANGUAGES, Language
from drafter.library.schema import Asked, Question
from drafter.services import interviews
from drafter.services.interviews import columns_asked, what_is_wrong

QUESTIONS = list(load_content().library.questions.values())
TYPED = [q for q in QUESTIONS if q.value_type.prompt in ("line", "lines")]
EMPTY = re.compile(r"留空|不填|暂不填写|leave (?:it )?(?:blank|empty|as it is)|left (?:blank|empty)|if (?:left )?empty", re.IGNORECASE)
OPEN = re.compile(r"填写(待定)|[Ee]nter (TBD)")
FIGURE = re.compile(r"填(\d+)|[Ee]nter (\d+)|(\d+)表示|^(\d+) (?:means|by default)")


def asked(question: Question, language: Language) -> Ask:
    """Return a question as the interview asks it when nothing has been said before."""
    from drafter.questionnaire.interview import Interview

    one = Interview(load_content())
    return Ask(question.label[language], question, interviews.prompt(one, question, language).shown)


def claims(pattern: re.Pattern[str]) -> list[tuple[Question, Language, str]]:
    """Return what the help of questions says by a pattern."""
    said = [(q, lang, m) for q in QUESTIONS if q.help for lang in LANGUAGES for m in pattern.finditer(q.help[lang])]
    return [(q, lang, next((g for g in m.groups() if g), m[0])) for q, lang, m in said]


def names(claim: object) -> str:
    """Return the name of a case."""
    return claim.id if isinstance(claim, Question) else str(claim)


@pytest.mark.parametrize(("question", "language", "said"), claims(EMPTY), ids=names)
def test_what_may_be_left_empty_is_taken_empty(question: Question, language: Language, said: str) -> None:
    if question.value_type.prompt == "rows":
        assert question.default is not None or any(not c.required for c in columns_asked(question))
    elif question.value_type.prompt == "parts":
        assert len(question.parts) > 1  # all but the name
    else:
        assert move_of("", asked(question, language)) is Move.DEFAULT


@pytest.mark.parametrize(("question", "language", "said"), claims(OPEN), ids=names)
def test_what_may_wait_may_be_said_to(question: Question, language: Language, said: str) -> None:
    assert move_of(said, asked(question, language)) is Move.OPEN


@pytest.mark.parametrize(("question", "language", "said"), claims(FIGURE), ids=names)
def test_a_figure_that_stands_for_none_is_taken(question: Question, language: Language, said: str) -> None:
    if question.value_type.prompt in ("line", "lines"):
        assert what_is_wrong(said, question) is None


@pytest.mark.parametrize("question", TYPED, ids=lambda q: q.id)
def test_the_line_of_keys_offers_what_they_do(question: Question, monkeypatch: pytest.MonkeyPatch) -> None:
    ask = asked(question, "zh")
    shown: list[str] = []

    class Prompt:
        def unsafe_ask(self) -> str:
            return "?"

    def text(*_: object, instruction: str, **__: object) -> Prompt:
        shown.append(instruction)
        return Prompt()

    monkeypatch.setenv("DRAFTER_LANG", "zh")
    monkeypatch.setattr("questionary.text", text)
    assert interview_screen.ask_value(ask) is Move.OPEN
    offers_default, offers_empty = "Enter＝默认" in shown[0], "Enter＝留空" in shown[0]
    assert (offers_default or offers_empty) == (move_of("", ask) is Move.DEFAULT) or question.value_type.prompt == "lines"
    assert offers_default <= bool(ask.default)
    assert [move_of(sign, ask) for sign in ("?", "？", "<")] == [Move.OPEN, Move.OPEN, Move.BACK]
    if not ask.default:
        assert "?" in str(verdict("", ask))  # what to type instead


@pytest.mark.parametrize("optional", [True, False])
@pytest.mark.parametrize("default", ["", "x"])
def test_empty_is_taken_exactly_where_it_is_offered(optional: bool, default: str) -> None:
    ask = Ask("", Asked(label=QUESTIONS[0].label, type="text"), default, optional=optional)
    assert (verdict("", ask) is True) == (optional or bool(default))
