"""File names made from answers: safe on every system, and never two alike."""

from __future__ import annotations

import string
from collections.abc import Iterable, Mapping

from drafter.errors import AnswerError, Finding, Place, error
from drafter.patterns import regex

LONGEST = 180  # bytes, so that an ending and a temporary suffix still fit into the 255 of common file systems
_UNSAFE = regex(r'[\x00-\x1f\x7f<>:"/\\|?*\s]+')
_DEVICES = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))}  # reserved by Windows


def pattern_fields(pattern: str) -> list[str]:
    """Return the names in a pattern such as `{project_no}-{project_name}`. Raises AnswerError for anything else in braces."""
    try:
        fields = [(name, spec, conversion) for _, name, spec, conversion in string.Formatter().parse(pattern) if name is not None]
    except ValueError:
        fields = [("", "", "")]
    if not fields or any(not name.isidentifier() or spec or conversion for name, spec, conversion in fields):
        raise AnswerError(
            error(
                "name-pattern",
                f"文件名格式“{pattern}”有误",
                f"the file name pattern {pattern!r} is malformed",
                ("例如 {project_no}-{project_name}", "for instance {project_no}-{project_name}"),
            )
        )
    return [name for name, _, _ in fields]


def file_name(pattern: str, values: Mapping[str, str]) -> str:
    """Return a file name without ending; what a file system may not hold becomes an underscore."""
    name = _UNSAFE.sub("_", pattern.format_map({k: v.strip() for k, v in values.items()})).strip("._ ")
    while len(name.encode("utf-8")) > LONGEST:
        name = name[:-1]
    name = name.rstrip("._ ") or "_"
    return f"_{name}" if name.split(".")[0].lower() in _DEVICES else name


def same_names(named: Iterable[tuple[str, Place]]) -> list[Finding]:
    """Return an error for every row whose file would overwrite that of an earlier one, on systems that ignore case too."""
    first: dict[str, Place] = {}
    findings = []
    for name, place in named:
        earlier = first.setdefault(name.casefold(), place)
        if earlier is not place:
            findings.append(
                error(
                    "same-name",
                    f"文件名“{name}”与 {earlier} 相同",
                    f"the file name {name!r} is that of {earlier}",
                    (
                        "改项目编号，或用 --name 指定能区分各行的格式",
                        "change the project number, or give --name a pattern that tells rows apart",
                    ),
                    place,
                )
            )
    return findings
