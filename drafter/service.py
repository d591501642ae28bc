"""What commands and pages call: read an answer set, draft it, write it whole or not at all."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from drafter.agreements import load_agreement
from drafter.drafting import Draft, draft_shipped
from drafter.errors import AnswerError, FileError, Place, error
from drafter.language import Edition
from drafter.library import load_library
from drafter.questionnaire.answers import AnswerSet, parse_answers, read_answer_file
from drafter.writers.formats import WRITERS

PART = ".part"  # the ending of a file that is not whole yet


@dataclass(frozen=True)
class Done:
    """A written document."""

    path: Path
    draft: Draft
    seconds: float

    def data(self) -> dict[str, Any]:
        """Return what happened as plain data."""
        contract = self.draft.contract
        return {
            "path": str(self.path),
            "seconds": round(self.seconds, 3),
            "clauses": [p.clause.id for p in contract.provisions],
            "annexes": [a.form.code for a in contract.annexes],
            "open": list(contract.open),
            "findings": [f.data("en") for f in self.draft.findings],
        }


def load_answers(path: Path, profile: str | None = None, agreement: str | None = None) -> AnswerSet:
    """Return the answer set in a file, or on standard input for `-`; `profile` and `agreement` go before what it says.

    Raises AnswerError, FileError, ContentError.
    """
    library, usual = load_library(), load_agreement()
    if str(path) == "-":
        answers = parse_answers(sys.stdin.read(), "-", library, usual)
    else:
        answers = read_answer_file(path, library, usual)
    if agreement and agreement != answers.agreement:
        answers = _for_agreement(answers, agreement)
    return replace(answers, profile=_known_profile(profile, answers.agreement)) if profile else answers


def _for_agreement(answers: AnswerSet, agreement: str) -> AnswerSet:
    """Return the answers for another agreement; a profile that it does not have becomes its first."""
    profiles = load_agreement(agreement).profiles
    profile = answers.profile if answers.profile in profiles else next(iter(profiles))
    return replace(answers, agreement=agreement, profile=profile)


def _known_profile(profile: str, agreement: str) -> str:
    profiles = load_agreement(agreement).profiles
    if profile not in profiles:
        raise AnswerError(
            error(
                "profile", f"没有 {profile!r} 版，现有：{', '.join(profiles)}", f"no profile {profile!r}; there are {', '.join(profiles)}"
            )
        )
    return profile


def draft_file(
    answers: Path, output: Path | None, edition: Edition, *, agreement: str | None = None, profile: str | None = None,
    template: Path | None = None, final: bool = False, kind: str | None = None,
) -> Done:  # fmt: skip
    """Draft an answer file to `output` (beside the answers when not given). Raises DrafterError; then nothing is written."""
    started = time.perf_counter()
    kind = kind or (output.suffix.lstrip(".").lower() if output and output.suffix else "docx")
    if kind not in WRITERS:
        raise FileError(
            error("format", f"不支持格式 {kind!r}，可用：{', '.join(WRITERS)}", f"no format {kind!r}; there are {', '.join(WRITERS)}")
        )
    given = load_answers(answers, profile, agreement)
    if output is None:
        stem = given.agreement if str(answers) == "-" else answers.with_suffix("").name
        part = f"-{given.agreement}" if agreement and str(answers) != "-" else ""
        output = Path(f"{stem}{part}-{edition}.{kind}")
    made = draft_shipped(given, edition, final)
    write_whole(output, WRITERS[kind](made, template))
    return Done(output, made, time.perf_counter() - started)


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that it appears under its name only when whole. Raises FileError."""
    temporary = ""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", suffix=PART, delete=False) as out:
            temporary = out.name
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        os.chmod(temporary, 0o644)
        os.replace(temporary, path)
    except OSError as problem:
        if temporary and os.path.exists(temporary):
            os.unlink(temporary)
        why = problem.strerror or str(problem)
        raise FileError(error("write", f"无法写入：{why}", f"cannot be written: {why}", place=Place(str(path)))) from None
