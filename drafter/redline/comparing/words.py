"""Words compared: the shortest edit of one text into another, cleaned up so that a reader sees words and phrases."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from zlib import crc32

from rapidfuzz.distance import LCSseq

from drafter.redline.comparing.diff import LARGEST, matching
from drafter.redline.comparing.tokens import OBJECT

Edit = tuple[int, int, int, int]  # from and to in the old tokens, from and to in the new ones: these became those
CutPoints = Callable[[Sequence[str]], list[int]]
_MEAN_PIECE = 24  # words, in the mean, of a piece of a text without marks
_PHRASE_ENDS = "，。；、,.;:："
_BEFORE_PHRASES = _PHRASE_ENDS + "\n"
_LONGEST_REPEAT = 4  # tokens
_BLANK = "_＿\u3000 …"  # what lines to be filled in are made of
_SENTENCE_ENDS = frozenset("。；，！？.;,!?\n")


def word_edits(old: Sequence[str], new: Sequence[str]) -> list[Edit]:
    """Return what was replaced, inserted and deleted, in order; what stands between is the same."""
    return _tidied(_shortest_or_staged(old, new), old, new)


def _shortest_or_staged(old: Sequence[str], new: Sequence[str]) -> list[Edit]:
    if len(old) * len(new) <= LARGEST:
        return _shortest(old, new, 0, 0)
    found: list[Edit] = []
    for a, b, c, d in _between_matches(old, new, 0, 0, _sentence_cuts):
        for edit in [(a, b, c, d)] if (b - a) * (d - c) <= LARGEST else _between_matches(old[a:b], new[c:d], a, c, _content_cuts):
            found += _shortest_within(edit, old, new)
    return found


def _shortest_within(edit: Edit, old: Sequence[str], new: Sequence[str]) -> list[Edit]:
    """Return the shortest edit of a stretch; one that is still too long was replaced whole."""
    a, b, c, d = edit
    return _shortest(old[a:b], new[c:d], a, c) if (b - a) * (d - c) <= LARGEST else [edit]


def _between_matches(old: Sequence[str], new: Sequence[str], at: int, other: int, cut_points: CutPoints) -> Iterator[Edit]:
    """Yield what stands between the pieces, cut in some way, that are the same: all that is left to compare of a paragraph of book length."""
    starts, there = cut_points(old), cut_points(new)
    pieces = [["".join(side[i:j]) for i, j in pairwise(ends)] for side, ends in ((old, starts), (new, there))]
    pairs = [(-1, -1), *matching(*pieces), (len(pieces[0]), len(pieces[1]))]
    for (i, j), (k, m) in pairwise(pairs):
        if i + 1 < k or j + 1 < m:
            yield starts[i + 1] + at, starts[k] + at, there[j + 1] + other, there[m] + other


def _sentence_cuts(tokens: Sequence[str]) -> list[int]:
    """Return where sentences start, and where the last one ends."""
    return [0, *(n + 1 for n, token in enumerate(tokens[:-1]) if token in _SENTENCE_ENDS), len(tokens)]


def _content_cuts(tokens: Sequence[str]) -> list[int]:
    """Return where to cut words without marks: after what only they say, so that the cuts of both texts are the same where they are."""
    codes = (crc32("".join(tokens[n : n + 4]).encode("utf-8", "surrogatepass")) for n in range(len(tokens) - 4))
    return [0, *(n + 4 for n, code in enumerate(codes) if not code % _MEAN_PIECE), len(tokens)]


def _shortest(old: Sequence[str], new: Sequence[str], at: int, there: int) -> list[Edit]:
    found: list[Edit] = []
    a = c = 0
    for block in LCSseq.editops(old, new).as_matching_blocks():
        if a < block.a or c < block.b:
            found.append((a + at, block.a + at, c + there, block.b + there))
        a, c = block.a + block.size, block.b + block.size
    return found


def _tidied(found: list[Edit], old: Sequence[str], new: Sequence[str]) -> list[Edit]:
    """Join edits with next to nothing between them, and slide insertions and deletions to where words begin."""
    if len(found) > 1:
        found = _joined_if_near(_joined_around_repeats(found, old, new), old, new)
    return [_slid_to_boundary(edit, before, after, old, new) for edit, before, after in _neighbours(found, len(old))]


def _neighbours(found: list[Edit], length: int) -> list[tuple[Edit, int, int]]:
    """Return every edit with the end of the one before it and the start of the next, in old tokens."""
    ends = [0, *(e[1] for e in found)]
    starts = [*(e[0] for e in found[1:]), length]
    return list(zip(found, ends, starts, strict=False))


def _joined_around_repeats(found: list[Edit], old: Sequence[str], new: Sequence[str]) -> list[Edit]:
    """Join two edits where what stands between is also at the far end of one of them: no more is marked, and words are marked whole.

    乙方应予 became 成交供应商应予: the 应 that stays is the second, not that of 供应商.
    """
    done: list[Edit] = []
    for edit in found:
        while done and (joined := _around_repeat(done[-1], edit, old, new)):
            edit = joined
            done.pop()
        done.append(edit)
    return done


def _around_repeat(one: Edit, other: Edit, old: Sequence[str], new: Sequence[str]) -> Edit | None:
    """Return two edits as one between what stays, or None when nothing repeats."""
    a, b, c, d = one
    e, f, g, h = other
    size = e - b
    between = old[b:e]
    if size > _LONGEST_REPEAT or any(OBJECT in token for token in between):
        return None
    if e == f and h - g >= size and new[h - size : h] == between:
        return a, b, c, h - size
    if g == h and f - e >= size and old[f - size : f] == between:
        return a, f - size, c, d
    if a == b and d - c >= size and new[c : c + size] == between:
        return e, f, c + size, h
    if c == d and b - a >= size and old[a : a + size] == between:
        return a + size, f, g, h
    return None


def _joined_if_near(found: list[Edit], old: Sequence[str], new: Sequence[str]) -> list[Edit]:
    done: list[tuple[Edit, int]] = []
    for edit in found:
        size = _edit_size(edit, old, new)
        while done:
            last, last_size = done[-1]
            between = sum(map(len, old[last[1] : edit[0]]))
            if _fills_blank(last, old, new) or _fills_blank(edit, old, new):
                break
            if not _too_short_to_keep(between, last_size, size, old[last[1] : edit[0]]):
                break
            edit, size = (last[0], edit[1], last[2], edit[3]), last_size + size + 2 * between
            done.pop()
        done.append((edit, size))
    return [edit for edit, _ in done]


def _fills_blank(edit: Edit, old: Sequence[str], new: Sequence[str]) -> bool:
    """Say whether an edit fills a blank, or leaves one: each is read by itself, however little stands between them."""
    a, b, c, d = edit
    return _is_blank(old[a:b]) or _is_blank(new[c:d])


def _is_blank(tokens: Sequence[str]) -> bool:
    text = "".join(tokens)
    return len(text) > 1 and not text.strip(_BLANK)


def _edit_size(edit: Edit, old: Sequence[str], new: Sequence[str]) -> int:
    a, b, c, d = edit
    return _characters(old[a:b]) + _characters(new[c:d])


def _characters(tokens: Sequence[str]) -> int:
    """Return how many characters tokens are; an object, however much is said of it, is one."""
    return sum(1 if token[0] == OBJECT else len(token) for token in tokens)


def _too_short_to_keep(between: int, before: int, after: int, tokens: Sequence[str]) -> bool:
    """Say whether a stretch between two edits is too short, beside them, to help a reader."""
    return min(before, after) >= 3 * between and before + after >= 10 * between and not any(OBJECT in t for t in tokens)


def _slid_to_boundary(edit: Edit, before: int, after: int, old: Sequence[str], new: Sequence[str]) -> Edit:
    """Move an insertion or a deletion along text that repeats, so that it ends with a space or begins a phrase.

    It may go back to `before` and on to `after`, in old tokens. Of places that read equally well it takes its own, then the nearest before, then the nearest after.
    """
    a, b, c, d = edit
    if (a < b) == (c < d):  # a replacement
        return edit
    side, start, end = (old, a, b) if a < b else (new, c, d)
    shifts = [0, *_shifts_back(side, start, end, a - before), *_shifts_on(side, start, end, after - b)]
    shift = max(shifts, key=lambda shift: _boundary_score(side, start + shift, end + shift))
    return a + shift, b + shift, c + shift, d + shift


def _shifts_back(side: Sequence[str], start: int, end: int, room: int) -> Iterator[int]:
    """Yield how far a stretch can slide back over tokens that its own end repeats."""
    for step in range(1, room + 1):
        if side[start - step] != side[end - step] or OBJECT in side[start - step]:
            return
        yield -step


def _shifts_on(side: Sequence[str], start: int, end: int, room: int) -> Iterator[int]:
    """Yield how far a stretch can slide on over tokens that repeat its beginning."""
    for step in range(1, room + 1):
        if side[start + step - 1] != side[end + step - 1] or OBJECT in side[start + step - 1]:
            return
        yield step


def _boundary_score(side: Sequence[str], start: int, end: int) -> int:
    """Return how well a stretch reads as something that was put in or taken out: 3 when it brings its own mark, 2 its own space; 1 after a mark."""
    first, last = side[start], side[end - 1]
    own_space = last.isspace() and not first.isspace()
    own_mark = last in _PHRASE_ENDS and first not in _PHRASE_ENDS
    return 2 * own_space + 3 * own_mark + (start > 0 and side[start - 1] in _BEFORE_PHRASES)
