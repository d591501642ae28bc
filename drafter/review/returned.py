"""What came back: every provision of a returned file by its tag or, where tags were lost, by its heading; and what is in none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Indel

from drafter.agreements import load_agreement, load_forms
from drafter.library import load_library
from drafter.readers.docx import read_text
from drafter.redline.settle import settle

_NUMBER = re.compile(
    r"^\s*(?:第[一二三四五六七八九十百零〇两\d]+[章条节]|(?:Article|Section|Clause|Chapter)\s+[\dIVX]+\.?|\d+(?:\.\d+)*\.?)\s*",
    re.IGNORECASE,
)
_CHAPTER = re.compile(r"^\s*(?:第[一二三四五六七八九十百]+章|Chapter\s)", re.IGNORECASE)
_ALIKE = 0.3  # of a text that is that of a clause, however much it was changed; titles stand in lists and tables too


@dataclass(frozen=True)
class Returned:
    """A returned file: its parts as they came and with all changes accepted, provisions by clause, and the rest in order."""

    file: str
    parts: Mapping[str, bytes]
    accepted: Mapping[str, bytes]
    provisions: dict[str, tuple[str, ...]]
    by_heading: frozenset[str]  # those found without their tag
    rest: tuple[str, ...]


def read_returned(parts: Mapping[str, bytes], file: str, sent: Mapping[str, Sequence[str]]) -> Returned:
    """Return what came back of the provisions that were `sent`, by clause. Raises FileError when the file is not sound."""
    accepted = settle(parts, "accept", file=file).parts
    text = read_text(accepted, file)
    tagged = {tag.partition("@")[0]: words.split("\n") for tag, words in text.provisions.items()}
    wanted = {heading(lines[0]): clause for clause, lines in sent.items() if clause not in tagged}
    found = {clause: tuple(lines) for clause, lines in _split_off(tagged, wanted)}
    provisions = {clause: tuple(lines) for clause, lines in tagged.items()}
    groups, rest = _under_headings(text.outside, wanted)
    for clause, candidates in groups.items():
        best = max(candidates, key=lambda lines: _likeness(lines, sent[clause]))
        if clause not in found and _likeness(best, sent[clause]) >= _ALIKE:
            end = _end(best, sent[clause])
            found[clause], rest = tuple(best[:end]), (*rest, *best[end:])
    return Returned(file, parts, accepted, {**provisions, **found}, frozenset(found), rest)


def _end(lines: Sequence[str], sent: Sequence[str]) -> int:
    """Return where a provision without a control ends: after the last line that is like one of those we sent."""
    return 1 + max(n for n, line in enumerate(lines) if not n or any(_likeness(line, other) > 0.5 for other in sent))


def _split_off(tagged: Mapping[str, list[str]], wanted: Mapping[str, str]) -> Iterator[tuple[str, list[str]]]:
    """Take out of provisions what stands in them under the heading of another that has lost its own control, and yield it."""
    for lines in tagged.values():
        starts = [n for n, line in enumerate(lines) if n and heading(line) in wanted]
        for start, end in zip(starts, [*starts[1:], len(lines)], strict=False):
            yield wanted[heading(lines[start])], lines[start:end]
        if starts:
            del lines[starts[0] :]


def _under_headings(lines: Sequence[str], wanted: Mapping[str, str]) -> tuple[dict[str, list[list[str]]], tuple[str, ...]]:
    """Return what stands under the headings of wanted provisions wherever they occur, and the lines that stand under none."""
    titles = (
        [c.head.title for c in load_library().clauses.values()]
        + [c.title for c in load_agreement().chapters]
        + [f.title for f in load_forms().values()]
    )
    every = {heading(title) for words in titles for title in (words.zh, words.en)}
    found: dict[str, list[list[str]]] = {}
    rest: list[str] = []
    here = rest
    for line in lines:
        title = heading(line)
        if title in wanted:
            here = [line.strip()]
            found.setdefault(wanted[title], []).append(here)
        elif title in every or _CHAPTER.match(line):
            here = rest
            rest.append(line)
        else:
            here.append(line)
    return found, tuple(rest)


def _likeness(lines: Sequence[str], sent: Sequence[str]) -> float:
    return float(Indel.normalized_similarity("".join(lines), "".join(sent)))


def heading(line: str) -> str:
    """Return a heading without its number, in lower case."""
    return _NUMBER.sub("", line).strip().casefold()


def paragraphs(provision: Sequence[str]) -> Iterator[str]:
    """Yield the paragraphs of a provision that say anything, white space settled."""
    return (text for line in provision if (text := " ".join(line.split())))
