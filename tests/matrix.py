"""Every sample x its profiles x three editions."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from drafter.drafting import Draft
from drafter.language import Edition
from drafter.rules.apply import apply_rules
from tests.tools import EDITIONS, SAMPLES, draft, sample, situation


@dataclass(frozen=True)
class Case:
    """A sample in a profile and an edition."""

    sample: str
    profile: str
    edition: Edition

    def __str__(self) -> str:
        return f"{self.sample}-{self.profile}-{self.edition}"


def profiles(name: str) -> list[str]:
    """Return the profiles a sample may be drafted in: its own, and the others unless the rules refuse them."""
    own = sample(name)
    others = [p for p in ("standard", "full", "lite") if p != own.profile]
    return [own.profile, *(p for p in others if not _refused(name, p))]


def _refused(name: str, profile: str) -> bool:
    return any(f.code == "profile" for f in apply_rules(situation(replace(sample(name), profile=profile))))


CASES = [Case(path.stem, profile, edition) for path in SAMPLES for profile in profiles(path.stem) for edition in EDITIONS]
OWN = [case for case in CASES if case.profile == sample(case.sample).profile]  # laid out by LibreOffice: the samples as they are


@lru_cache(maxsize=4)
def drafted(case: Case) -> Draft:
    """Return the draft of a case."""
    return draft(replace(sample(case.sample), profile=case.profile), case.edition)
