"""Every output of every sample and command, as jobs: a name, and the commands that make it in a folder of its own, with the inputs under `in/`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.same_bytes_inputs import LANGUAGES, LITE, M1

SAMPLES = ("lite-below-threshold", "m1-social-insurance", "m2-information-center", "m3a-data-centre", "m3b-data-bureau", "minimal")
AGREEMENTS = ("contract", "proposal", "needs")
SPOKEN = ("zh", "en")
WHY = ("risk-source-code", "security-pi", "scope-spares", "cost-bond", "no-such-clause")
BOTH = [f"{sample}-{lang}" for sample in (LITE, M1) for lang in SPOKEN]
EVERY_CLAUSE = 25  # a `library show` of each is two minutes; so many are taken evenly


@dataclass(frozen=True)
class Job:
    """Commands that run one after the other in a folder; files to be changed are copied there from the inputs first."""

    name: str
    commands: tuple[tuple[str, ...], ...]
    language: str = "zh"
    copies: tuple[str, ...] = ()


def _job(name: str, *commands: str, language: str = "zh", copies: tuple[str, ...] = ()) -> Job:
    return Job(name, tuple(tuple(command.split()) for command in commands), language, copies)


def jobs(pairs: Path | None, clauses: list[str]) -> Iterator[Job]:
    """Yield all of them; `pairs` is a folder of folders with a.docx and b.docx, or none."""
    for family in (
        _drafts,
        _asked,
        _library,
        _templates,
        _read_back,
        _budget_and_forms,
        _packs,
        _assets,
        _batch,
        _redlines,
        _reviews,
        _bad,
    ):
        yield from family()
    yield from (_job(f"library/show/{c}", f"library show {c}") for c in clauses[:: max(1, len(clauses) // EVERY_CLAUSE)])
    for folder in sorted({path.parent for path in pairs.rglob("a.docx")}) if pairs else ():
        yield from _pair(f"pairs/{folder.relative_to(pairs)}", f"{folder}/a.docx", f"{folder}/b.docx")


def _drafts() -> Iterator[Job]:
    for sample in SAMPLES:
        for agreement in AGREEMENTS:
            for n, lang in enumerate(LANGUAGES):
                for m, kind in enumerate(("docx", "html", "md")):
                    command = f"draft in/{sample}.yaml --agreement {agreement} --lang {lang} -o out.{kind}"
                    yield _job(f"draft/{sample}/{agreement}/{lang}/{kind}", command, language=SPOKEN[(n + m) % 2])
                final = f"draft in/{sample}.yaml --agreement {agreement} --lang {lang} --final -o final.docx"
                yield _job(f"final/{sample}/{agreement}/{lang}", final, language=SPOKEN[n % 2])
        for profile in ("full", "standard", "lite"):
            yield _job(f"profile/{sample}/{profile}", f"draft in/{sample}.yaml --profile {profile} -o out.docx")
        yield _job(f"draft/{sample}/json", f"draft in/{sample}.yaml -o out.md --json", language="en")
    for kind in ("odt", "txt", "epub", "rst"):
        yield _job(f"draft/formats/{kind}", f"draft in/{LITE}.yaml -o out.{kind}")
    yield from (_job(f"draft/little/{lang}", f"draft in/little.yaml --lang {lang} -o out.docx", language=lang) for lang in SPOKEN)
    yield _job("demo", "demo -o demo")


def _asked() -> Iterator[Job]:
    for spoken in SPOKEN:
        for sample in (*SAMPLES, "little"):
            yield _job(f"needs/{sample}/{spoken}", f"needs in/{sample}.yaml", f"needs in/{sample}.yaml --json", language=spoken)
        for clause in WHY:
            yield _job(f"why/{clause}/{spoken}", *(f"why {clause} in/{s}.yaml" for s in ("m1-social-insurance", "little")), language=spoken)
    yield _job("schema", "schema")
    yield from (_job(f"why/{sample}", f"why quality-sla in/{sample}.yaml --profile lite") for sample in SAMPLES)


def _library() -> Iterator[Job]:
    for spoken in SPOKEN:
        yield _job(f"library/list/{spoken}", "library list", "library list --element cost --json", language=spoken)
        yield _job(f"library/search/{spoken}", "library search 付款", "library search source code", "library search zzzz", language=spoken)
        yield _job(f"library/check/{spoken}", "library check", "library check --only risk --quiet", language=spoken)
        yield _job(f"library/stats/{spoken}", "library stats", "library stats --json", language=spoken)
    yield _job("library/check/json", "library check --json", language="en")
    yield _job("library/show/none", "library show no-such-clause", "library show cost-bond --lang en", language="en")
    words = (
        "",
        *[
            "draft",
            "batch",
            "new",
            "needs",
            "why",
            "inspect",
            "verify",
            "redline",
            "revisions",
            "accept",
            "reject",
            "review",
            "resolve",
            "upgrade",
            "renew",
            "budget",
        ],
    )
    words = (
        *words,
        "assets import",
        "consolidate",
        "forms",
        "pack",
        "publish",
        "library check",
        "template new",
        "demo",
        "schema",
        "nothing",
    )
    yield _job("help", *(f"{word} --help" for word in words))


def _templates() -> Iterator[Job]:
    makes = ("", "--compact", "--brief", "--compact --brief", "--agreement proposal", "--agreement proposal --compact")
    yield _job("template/new", *(f"template new {n}.docx {options}" for n, options in enumerate(makes)))
    for spoken in SPOKEN:
        checks = ("template check", "template check in/own.docx", f"template check in/{LITE}-zh.docx", "template check in/text.docx --json")
        yield _job(f"template/check/{spoken}", *checks, language=spoken)
    yield _job("template/own", f"draft in/{LITE}.yaml --template in/own.docx -o out.docx", "verify out.docx --template in/own.docx")


def _read_back() -> Iterator[Job]:
    for sample in SAMPLES:
        for n, lang in enumerate(LANGUAGES):
            made = f"in/{sample}-{lang}.docx"
            yield _job(
                f"inspect/{sample}/{lang}", f"inspect {made}", f"inspect {made} --answers", f"inspect {made} --json", language=SPOKEN[n % 2]
            )
            yield _job(f"verify/{sample}/{lang}", f"verify {made}", language=SPOKEN[n % 2])
    for name in BOTH:
        for what in ("came", "tracked", "older"):
            yield _job(f"verify/{name}/{what}", f"verify in/{name}-{what}.docx", f"verify in/{name}-{what}.docx --json", language=name[-2:])
    strange = ("in/thin-zh.docx", "in/text.docx", "in/other.docx", "in/none.docx", "in/proposal.docx")
    for spoken in SPOKEN:
        yield _job(f"inspect/strange/{spoken}", *(f"{c} {path}" for c in ("inspect", "verify") for path in strange), language=spoken)


def _budget_and_forms() -> Iterator[Job]:
    for sample in (*SAMPLES, "little"):
        for spoken in SPOKEN:
            yield _job(
                f"budget/{sample}/{spoken}", f"budget in/{sample}.yaml -o budget.xlsx", f"budget in/{sample}.yaml --json", language=spoken
            )
        for n, lang in enumerate(LANGUAGES):
            yield _job(f"forms/{sample}/{lang}", f"forms in/{sample}.yaml -o forms --lang {lang}", language=SPOKEN[n % 2])
        yield _job(
            f"forms/{sample}/list", f"forms in/{sample}.yaml --list", f"forms in/{sample}.yaml --list --json --phase 2", language="en"
        )
    yield _job(
        "forms/only", f"forms in/{LITE}.yaml -o forms --only F-ACCEPT,A-KPI --format xlsx", f"forms in/{LITE}.yaml -o forms --only F-NONE"
    )


def _packs() -> Iterator[Job]:
    for n, sample in enumerate(SAMPLES):
        pack, publish = f"pack in/{sample}.yaml -o pack --lang", f"publish in/{sample}.yaml --lang"
        yield _job(f"pack/{sample}", f"{pack} {LANGUAGES[n % 3]}", f"{pack} {LANGUAGES[n % 3]}", language=SPOKEN[n % 2])
        for m, lang in enumerate(LANGUAGES):
            yield _job(
                f"publish/{sample}/{lang}",
                f"{publish} {lang} -o out.docx",
                f"{publish} {lang} -o out.docx --draft",
                language=SPOKEN[(n + m) % 2],
            )


def _assets() -> Iterator[Job]:
    day = "--as-of 2026-11-30"
    for register in ("tidy", "messy", "english"):
        for spoken in SPOKEN:
            one = f"assets import in/{register}.xlsx -o out.yaml --report doubts.xlsx {day}"
            yield _job(
                f"assets/{register}/{spoken}", one, f"assets import in/{register}.xlsx --json {day} --report doubts.json", language=spoken
            )
    into = f"assets import in/tidy.xlsx in/english.xlsx --into minimal.yaml {day}"
    yield _job("assets/into", into, "consolidate minimal.yaml -o merged.yaml", "draft minimal.yaml -o out.md", copies=("minimal.yaml",))
    yield _job(
        "assets/bad",
        "assets import in/text.docx -o out.yaml",
        "assets import in/none.xlsx -o out.yaml",
        "assets import in/batch-projects.xlsx",
    )
    for sample in SAMPLES:
        for spoken in SPOKEN:
            consolidate = f"consolidate in/{sample}.yaml"
            yield _job(f"consolidate/{sample}/{spoken}", f"{consolidate} -o out.xlsx", f"{consolidate} -o out.yaml --json", language=spoken)


def _batch() -> Iterator[Job]:
    book = "batch in/batch-projects.xlsx"
    for spoken in SPOKEN:
        yield _job(f"batch/workbook/{spoken}", "batch --workbook empty.xlsx", "batch empty.xlsx --check-only", language=spoken)
        yield _job(f"batch/check/{spoken}", f"{book} --check-only", f"{book} --check-only --json", language=spoken)
        yield _job(f"batch/run/{spoken}", f"{book} -o out --workers 1 --lang {spoken} --quiet", f"{book} -o out", language=spoken)
    yield _job("batch/formats", f"{book} -o out --workers 2 --format html,md --limit 3 --json")
    yield _job("batch/pack", f"{book} -o out --workers 1 --format pack --limit 2 --quiet")
    yield _job("batch/final", f"{book} -o out --workers 1 --final --profile full", language="en")


def _pair(name: str, before: str, after: str) -> Iterator[Job]:
    make = f"redline {before} {after} -o out.docx --html out.html --report out.json --author Drafter --date 2026-03-02"
    said = [f"redline {before} {after} --json", f"redline {before} {after} --report out.md", f"redline --untracked {before} {after}"]
    yield _job(f"{name}/redline", make, *said)
    took = ["revisions out.docx --json --html page.html", "accept out.docx -o accepted.docx", "reject out.docx -o rejected.docx"]
    yield _job(f"{name}/settled", make, *took, "accept out.docx -o first.docx --change 1", language="en")


def _redlines() -> Iterator[Job]:
    for n, (a, b) in enumerate(
        (("minimal", "lite-below-threshold"), ("m3a-data-centre", "m3b-data-bureau"), ("m1-social-insurance", "m2-information-center"))
    ):
        lang = LANGUAGES[n]
        yield from _pair(f"redline/{a}/{lang}", f"in/{a}-{lang}.docx", f"in/{b}-{lang}.docx")
    for name in BOTH:
        yield from _pair(f"redline/{name}", f"in/{name}.docx", f"in/{name}-came.docx")
        tracked, spoken = f"in/{name}-tracked.docx", name[-2:]
        listed = (
            f"revisions {tracked}",
            f"revisions {tracked} --json",
            f"revisions {tracked} --report r.xlsx --html r.html",
            f"revisions {tracked} --report r.md",
        )
        yield _job(f"revisions/{name}", *listed, language=spoken)
        picks = ("", "--author Supplier", "--author Nobody", "--clause cost-payment-term", "--change 1 --change 3", "--change 99")
        settle = [f"{verdict} {tracked} -o {verdict}{n}.docx {pick}" for verdict in ("accept", "reject") for n, pick in enumerate(picks)]
        yield _job(f"settle/{name}", *settle, language=spoken)
        prior = [
            f"redline in/{name}.docx {tracked} --prior {how} -o {how}.docx --report {how}.xlsx" for how in ("accept", "reject", "keep")
        ]
        yield _job(
            f"prior/{name}", *prior, f"redline --untracked in/{name}.docx {tracked}", f"redline in/{name}.docx {tracked}", language=spoken
        )


def _reviews() -> Iterator[Job]:
    for name in BOTH:
        spoken = name[-2:]
        for what in ("came", "tracked", "older"):
            command = f"review in/{name}-{what}.docx"
            says = (
                command,
                f"{command} --json",
                f"{command} -o out.html --page page.html",
                f"{command} -o out.md --table t.docx --decisions d.yaml",
            )
            yield _job(f"review/{name}/{what}", *says, f"{command} -o out.docx --table t.xlsx", language=spoken)
            against = f"{command} --against in/{name}.docx"
            yield _job(
                f"review/{name}/{what}-against",
                f"{against} -o out.json --table t.md",
                against,
                f"{against} -o out.docx --page p.html",
                language=spoken,
            )
            resolve = f"resolve in/{name}-{what}.docx in/decisions.yaml --author Buyer --date 2026-03-05T09:00:00Z"
            rest = f"{resolve} -o rest.docx --rest reject --table t.docx"
            yield _job(
                f"resolve/{name}/{what}", f"{resolve} -o reply.docx", rest, "review rest.docx", "revisions rest.docx", language=spoken
            )
        yield _job(
            f"upgrade/{name}",
            *(f"upgrade in/{name}{what}.docx -o {n}.docx --author Buyer" for n, what in enumerate(("-older", "", "-came"))),
            language=spoken,
        )
        yield _job(
            f"renew/{name}",
            f"renew in/{name}.docx in/{name}-came.docx -o out.docx",
            f"renew in/{name}-older.docx in/{name}.docx -o older.docx",
            language=spoken,
        )
    for spoken in SPOKEN:
        foreign = f"review in/thin-{spoken}.docx"
        kinds = (f"{foreign} -o out.html", f"{foreign} -o out.md --table t.docx", f"{foreign} --json", f"{foreign} -o out.docx", f"{foreign} --answers in/m1-social-insurance.yaml -o a.json")  # fmt: skip
        yield _job(f"review/foreign/{spoken}", foreign, *kinds, language=spoken)
        yield _job(
            f"review/strange/{spoken}",
            *(f"review in/{n}.docx" for n in ("text", "other", "none", "proposal", f"{LITE}-{spoken}")),
            language=spoken,
        )
    last = "draft in/next-year.yaml -o this.docx --quiet"
    yield _job("renew/next-year", last, "renew in/minimal-zh.docx this.docx -o out.docx", "revisions out.docx --json")


def _bad() -> Iterator[Job]:
    for spoken in SPOKEN:
        sets = [f"in/bad-{name}.yaml" for name in ("yaml", "unknown", "values", "empty", "agreement", "none")]
        commands = [f"{c} {path}" for path in sets for c in ("draft -o out.docx", "needs", "budget", "forms -o forms", "publish -o p.docx")]
        yield _job(f"bad/{spoken}", *commands, language=spoken)
        wrong = (
            "draft",
            "nothing",
            "why cost-bond",
            "draft in/minimal.yaml --format doc",
            "draft in/minimal.yaml -o out.nothing",
            "pack in/bad-values.yaml -o pack",
        )
        words = (
            "redline in/minimal-zh.docx in/text.docx -o r.docx",
            "redline in/minimal-zh.docx in/thin-zh.docx",
            "accept in/other.docx -o a.docx",
        )
        yield _job(f"bad/usage/{spoken}", *wrong, *words, "draft in/minimal.yaml --profile huge -o out.docx", language=spoken)
