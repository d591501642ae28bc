"""What a contract holds is in proportion to its project: docs/proportion.md says how, and these are its figures."""

from __future__ import annotations

import re
import subprocess
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from drafter.writers.docx.write import docx_bytes
from drafter.writers.pdf.office import convert, office
from tests.tools import ROOT, draft, need, sample, situation

LIST = {
    "budget_amount": Decimal(300000),
    "procurement_method": "below-threshold",
    "mlps_level": "2",
    "is_cii": False,
    "has_important_data": False,
    "has_pi": False,
}


def pages(name: str, folder: Path) -> list[str]:
    """Return the text of every page of a sample's contract as LibreOffice lays it out."""
    need(office(), "LibreOffice")
    path = folder / "c.pdf"
    path.write_bytes(convert(docx_bytes(draft(sample(name))), "pdf"))
    printed = subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, text=True, check=True).stdout
    return printed.split("\f")[:-1]


def test_a_small_project_has_at_most_sixty_pages(tmp_path: Path) -> None:
    assert len(pages("minimal", tmp_path)) <= 60


def test_a_short_contract_has_fifteen_pages_at_most(tmp_path: Path) -> None:
    assert 13 <= len(pages("lite-below-threshold", tmp_path)) <= 15


def test_the_text_of_a_great_contract_has_at_most_fifty_pages(tmp_path: Path) -> None:
    printed = pages("m3b-data-bureau", tmp_path)
    first = next(n for n, page in enumerate(printed) if "第一条 订立依据" in page and "...." not in page)
    signature = next(n for n, page in enumerate(printed) if re.search(r"(?m)^ *签署页$", page))
    assert signature - first <= 50


def test_a_small_project_describes_its_work_in_brief_and_says_why() -> None:
    small = sample("minimal")
    brief = situation(small)
    shortened = brief.profile.shortened
    assert shortened is not None
    assert {clause: brief.position(clause) for clause in shortened.clauses} == dict.fromkeys(shortened.clauses, "brief")
    assert [c for c in brief.agreement.clauses if brief.position(c) == "brief" and c not in shortened.clauses] == []
    great = situation(replace(small, answers={**small.answers, "budget_amount": Decimal(1000001)}))
    assert {great.position(clause) for clause in shortened.clauses} == {"preferred"}
    chosen = situation(replace(small, positions={"service-desk": "preferred"}))
    assert chosen.position("service-desk") == "preferred"


def test_the_page_names_the_clauses_that_are_shortened() -> None:
    page = (ROOT / "docs/proportion.md").read_text(encoding="utf-8")
    named = {c for row in page.splitlines() if row.startswith("| shortened") for c in re.findall(r"[a-z]+-[a-z-]+", row.split("|")[2])}
    shortened = situation(sample("minimal")).profile.shortened
    assert shortened is not None
    assert named == set(shortened.clauses)


@pytest.mark.parametrize(
    ("profile", "changed", "proposed"),
    [
        ("standard", {}, "lite"),
        ("lite", {}, None),
        ("full", {}, "lite"),
        ("standard", {"budget_amount": Decimal(300001)}, None),
        ("standard", {"procurement_method": "open-tender"}, None),
        ("standard", {"mlps_level": "3"}, None),
        ("standard", {"om_mode": "M3b"}, None),
        ("standard", {"is_cii": True}, "full"),
        ("standard", {"budget_amount": Decimal(20000000)}, "full"),
        ("lite", {"budget_amount": Decimal(20000000)}, "full"),
    ],
)
def test_the_profile_that_fits_is_proposed_with_the_reason(profile: str, changed: dict[str, Any], proposed: str | None) -> None:
    small = sample("minimal")
    given = replace(small, profile=profile, answers={**small.answers, **LIST, **changed})
    found = [f for f in draft(given).findings if f.code == "profile-proposed"]
    assert [f.severity for f in found] == ["info"] * (proposed is not None)
    assert all(f"--profile {proposed}" in f.remedy.en and f.what.zh for f in found)


def test_the_catalogue_has_the_categories_that_are_bought() -> None:
    small = sample("minimal")
    applications = {row["category"] for row in situation(small).rows("service_catalog")}
    assert "application" in applications
    assert not applications & {"room", "network", "desktop", "cloud"}
    everything = {
        row["category"] for row in situation(replace(small, answers={**small.answers, "contract_type": "INT"})).rows("service_catalog")
    }
    assert everything > {*applications, "room"}
    chosen = replace(small, answers={**small.answers, "service_categories": ["room", "reports"]})
    assert {row["category"] for row in situation(chosen).rows("service_catalog")} == {"room", "reports"}
