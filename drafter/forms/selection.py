"""Which forms are made, and of what: the project of an answer set, seen once for all of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from difflib import get_close_matches
from typing import Any

from drafter.agreements import Forms
from drafter.assembly.contract import assemble
from drafter.content import Content
from drafter.drafting import LANGUAGES_OF
from drafter.errors import AnswerError, error
from drafter.expressions import is_unknown
from drafter.forms.fill import Filling
from drafter.language import Edition
from drafter.questionnaire.answers import AnswerSet, for_agreement, for_edition
from drafter.questionnaire.situation import Situation
from drafter.values.workdays import SERVICE_HOURS, ServiceHours

PREFIXES = ("A-", "F-")
_PHASES = {"planning": 1, "implementation": 2, "evaluation": 3}


def project(content: Content, answers: AnswerSet, edition: Edition) -> Filling:
    """Return what the forms of a project are filled from: its contract, assembled, and the content. Raises ContentError."""
    contract = content.contract_of(answers.agreement)
    used = for_edition(for_agreement(answers, contract.id, content), edition, content.library)
    situation = Situation(content.library, contract, used)
    return Filling(assemble(situation, content.forms, LANGUAGES_OF[edition]), content)


def chosen_codes(filling: Filling, phase: int | None = None, only: Sequence[str] = ()) -> list[str]:
    """Return the codes of the forms wanted, in order. Raises AnswerError for a code there is not.

    Without a choice these are the forms of the phases selected in the answers whose clauses stand in the contract.
    """
    codes = [c for c in _ordered(filling.forms) if c.startswith(PREFIXES)]
    if only:
        _known(only, codes)
        return [c for c in codes if c in only and (phase is None or phase in filling.forms[c].phase)]
    phases = {phase} if phase else _selected(filling)
    return [
        c for c in codes if (c.startswith("A-") or phases & {*filling.forms[c].phase}) and _belongs(c, filling) and _in(c, filling, phase)
    ]


def _in(code: str, filling: Filling, phase: int | None) -> bool:
    return phase is None or phase in filling.forms[code].phase


def _ordered(forms: Forms) -> list[str]:
    return sorted(forms, key=lambda c: (not c.startswith("A-"), min(forms[c].phase, default=9), c))


def _selected(filling: Filling) -> set[int]:
    chosen = filling.contract.situation.of("forms_selected")
    return {1, 2, 3} if is_unknown(chosen) else {_PHASES[c] for c in chosen}


def _belongs(code: str, filling: Filling) -> bool:
    """Return whether a form goes with this contract: an annex of it, or one of whose clauses at least one may stand in it."""
    form = filling.forms[code]
    if code.startswith("A-"):
        return code in {a.form.code for a in filling.contract.annexes}
    situation = filling.contract.situation
    if not situation.agreement.takes(form):
        return False
    return not form.clauses or any(situation.included(c) is not False for c in form.clauses)


def _known(only: Sequence[str], codes: Sequence[str]) -> None:
    for code in only:
        if code not in codes:
            near = get_close_matches(code.upper(), codes, 1, 0.6)
            remedy = (
                (f"是否应为 {near[0]}？", f"did you mean {near[0]}?")
                if near
                else (f"现有：{'、'.join(codes)}", f"there are {', '.join(codes)}")
            )
            raise AnswerError(error("form", f"没有表单 {code[:40]}", f"there is no form {code[:40]}", remedy))


def years(filling: Filling) -> tuple[int, int]:
    """Return the first and last year whose working days the sheets list."""
    days = [d for n in ("sign_date", "service_start", "service_end") if isinstance(d := filling.contract.situation.of(n), date)]
    known = filling.calendar.years or {2025}
    return min([d.year for d in days] + [min(known)]), max([d.year for d in days] + [max(known)]) + 3


def hours(filling: Filling) -> ServiceHours | None:
    """Return the hours of service, where they are known."""
    coverage: Any = filling.contract.situation.of("coverage")
    return None if is_unknown(coverage) else SERVICE_HOURS.get(coverage)


def created(filling: Filling) -> str:
    """Return the day documents are dated: that of signature, as the contract's own properties have it."""
    signed = filling.contract.situation.of("sign_date")
    return signed.isoformat() if isinstance(signed, date) else "2000-01-01"
