"""What is large or unlike: pairs of Word files of any size, each compared in a process of its own, and what it took.

    python -m benchmarks.redline --large            # all of them at their full size, a table
    python -m benchmarks.redline_large NAME SIZE    # one: prints what it took as JSON

Everything is made from a number, so a pair is the same every time. What is written is settled again, and must read as the two files.
"""

from __future__ import annotations

import json
import random
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from drafter.ooxml.package import Package
from drafter.redline.comparing.compare import compare
from drafter.redline.marking.tracked import tracked
from drafter.redline.revisions.accept_reject import accept_reject
from tests.redline.build import cell, package, paragraph, row, run, table
from tests.redline.oracle import read, size

ROOT = Path(__file__).resolve().parents[1]
PAGE = 740  # characters, or nearly, of a page of Chinese
_VERBS = ("支付", "交付", "验收", "维护", "更换", "检查", "保存", "通知", "确认", "补正", "备份", "恢复")
_THINGS = (
    "服务器",
    "数据库",
    "操作手册",
    "应急预案",
    "巡检记录",
    "源代码",
    "机房",
    "存储设备",
    "安全日志",
    "培训材料",
    "许可证书",
    "备品备件",
)
_WHO = ("甲方", "乙方", "双方", "监理单位", "使用部门", "驻场人员")
_WHEN = ("收到通知后", "合同生效后", "故障发生后", "验收合格后", "每月结束后", "变更批准后")
_ELSE = ("逾期的按约定扣减服务费", "并作书面记录", "未经同意不得转让", "费用由责任方承担", "但不可抗力除外", "否则视为未完成")
Pair = tuple[Package, Package]


def sentence(rng: random.Random) -> str:
    """Return a sentence of a contract."""
    amount = f"{rng.randrange(10, 9999) * 100:,}.00"
    said = (f"{rng.choice(_WHO)}应当在{rng.choice(_WHEN)}{rng.randrange(2, 90)}日内", rng.choice(_VERBS), rng.choice(_THINGS))
    return f"{''.join(said)}，涉及金额人民币{amount}元，{rng.choice(_ELSE)}。"


def sentences(count: int, seed: int) -> list[str]:
    """Return so many sentences."""
    rng = random.Random(seed)
    return [sentence(rng) for _ in range(count)]


def edited(said: Sequence[str], seed: int, share: float = 0.03) -> list[str]:
    """Return sentences of which a share is put otherwise, and some are new, gone, or elsewhere."""
    rng = random.Random(seed)
    done = [s.replace("应当", "必须").replace("涉及", "合计") if rng.random() < share else s for s in said]
    for _ in range(max(1, len(done) // 500)):
        done.insert(rng.randrange(len(done)), sentence(rng))
        del done[rng.randrange(len(done))]
        done.insert(rng.randrange(len(done)), done.pop(rng.randrange(len(done))))
    return done


def _text(lines: Sequence[str]) -> Package:
    return package("".join(paragraph(run(line)) for line in lines))


def pages(count: int) -> Pair:
    """Return a contract of so many pages, and its revision: paragraphs of two sentences."""
    one = sentences(count * PAGE // 35, 1)
    lines = ["".join(one[n : n + 2]) for n in range(0, len(one), 2)]
    return _text(lines), _text(edited(lines, 2, 0.1))


def one_paragraph(kilobytes: int) -> Pair:
    """Return a paragraph of so many kilobytes, and its revision."""
    one = sentences(kilobytes * 1024 // 105, 3)  # three bytes a character
    return _text(["".join(one)]), _text(["".join(edited(one, 4))])


def one_word(kilobytes: int) -> Pair:
    """Return a paragraph without any mark or space, and its revision."""
    rng = random.Random(5)
    one = [rng.choice(_VERBS + _THINGS) for _ in range(kilobytes * 1024 // 9)]
    other = [w if rng.random() > 0.02 else rng.choice(_WHO) for w in one]
    return _text(["".join(one)]), _text(["".join(other)])


def other_paragraph(kilobytes: int) -> Pair:
    """Return two paragraphs of so many kilobytes that have nothing to do with each other."""
    count = kilobytes * 1024 // 105
    return _text(["".join(sentences(count, 6))]), _text(["".join(sentences(count, 7))])


def unrelated(count: int) -> Pair:
    """Return two files of so many paragraphs that say what has nothing to do with the other."""
    return _text(sentences(count, 8)), _text(sentences(count, 9))


def shuffled(count: int) -> Pair:
    """Return so many paragraphs, and the same in no order."""
    lines = sentences(count, 10)
    return _text(lines), _text(random.Random(11).sample(lines, len(lines)))


def equal(count: int) -> Pair:
    """Return so many paragraphs that are nearly all the same, and fewer of them."""
    return _text(["本页无正文。", ""] * (count // 2)), _text(["本页无正文。", "", ""] * (count // 3))


def _rows(count: int, seed: int = 12) -> list[list[str]]:
    rng = random.Random(seed)
    return [
        [
            str(n + 1),
            rng.choice(_THINGS),
            f"{rng.randrange(100)}型",
            str(rng.randrange(1, 50)),
            f"{rng.randrange(10, 9999) * 10:,}.00",
            rng.choice(_WHO),
        ]
        for n in range(count)
    ]


def _table(rows: Sequence[Sequence[str]]) -> Package:
    made = table(*(row(*(cell(paragraph(run(text))) for text in cells)) for cells in rows))
    return package(paragraph(run("附件：价格清单")) + made + paragraph(run("（完）")))


def rows_changed(count: int) -> Pair:
    """Return a table of so many rows, and the same with cells changed, rows put in and rows taken out."""
    rows, rng = _rows(count), random.Random(13)
    other = [list(r) for r in rows]
    for _ in range(count // 20):
        other[rng.randrange(count)][4] = "88,888.00"
    for _ in range(count // 100):
        del other[rng.randrange(len(other))]
        other.insert(rng.randrange(len(other)), ["新", "应急电源", "另定", "1", "1.00", "乙方"])
    return _table(rows), _table(other)


def rows_all_changed(count: int) -> Pair:
    """Return a table of so many rows, and the same with every row numbered and priced anew."""
    rows = _rows(count)
    return _table(rows), _table([["N" + r[0], *r[1:4], r[4].replace(".00", ".50"), r[5]] for r in rows])


def rows_others(count: int) -> Pair:
    """Return two tables of so many rows that have nothing to do with each other."""
    return _table(_rows(count)), _table([[f"({r[0]})", *reversed(r[1:])] for r in _rows(count, 14)])


def rows_sorted(count: int) -> Pair:
    """Return a table of so many rows, and the same sorted by price."""
    rows = _rows(count)
    return _table(rows), _table(sorted(rows, key=lambda r: (len(r[4]), r[4])))


def column_inserted(count: int) -> Pair:
    """Return a table of so many rows, and the same with a column more, some cells changed besides."""
    rows, rng = _rows(count), random.Random(15)
    other = [[*r[:2], f"品牌{rng.randrange(9)}", *r[2:]] for r in rows]
    for _ in range(count // 50):
        other[rng.randrange(count)][5] = "77,777.00"
    return _table(rows), _table(other)


def column_deleted(count: int) -> Pair:
    """Return a table of so many rows, and the same without a column."""
    rows = _rows(count)
    return _table(rows), _table([[*r[:2], *r[3:]] for r in rows])


@dataclass(frozen=True)
class Large:
    """A kind of pair: how it is made, its full size, the size the tests take, and what the size counts."""

    make: Callable[[int], Pair]
    full: int
    tested: int  # and four times that
    unit: str


LARGE: Mapping[str, Large] = {
    "contract": Large(pages, 1000, 30, "pages"),
    "one paragraph": Large(one_paragraph, 5120, 150, "KB"),
    "one paragraph without marks": Large(one_word, 5120, 100, "KB"),
    "two paragraphs unlike": Large(other_paragraph, 5120, 60, "KB"),
    "two files unlike": Large(unrelated, 10_000, 150, "paragraphs"),
    "in no order": Large(shuffled, 5000, 150, "paragraphs"),
    "all the same": Large(equal, 20_000, 600, "paragraphs"),
    "rows changed": Large(rows_changed, 5000, 120, "rows"),
    "every row changed": Large(rows_all_changed, 5000, 80, "rows"),
    "other rows": Large(rows_others, 5000, 80, "rows"),
    "rows sorted": Large(rows_sorted, 5000, 80, "rows"),
    "a column put in": Large(column_inserted, 5000, 100, "rows"),
    "a column taken out": Large(column_deleted, 5000, 100, "rows"),
}


def tried(name: str, count: int) -> dict[str, Any]:
    """Return what a pair took: CPU seconds of the comparison, peak memory in MB, characters marked, and whether both files come back."""
    before, after = LARGE[name].make(count)
    base, start = _peak(), time.process_time()
    made = tracked(compare(before, after), "Bench", "")
    seconds, peak = time.process_time() - start, _peak()
    exact = all(
        read(accept_reject(made, "accept" if wanted is after else "reject").package) == read(wanted) for wanted in (before, after)
    )  # no pair is the same file twice
    xml = sum(len(p["word/document.xml"]) for p in (before, after)) / 1e6
    said = {"name": name, "size": count, "seconds": seconds, "mb": peak, "base_mb": base, "xml_mb": xml}
    return said | {"marked": size(made), "exact": exact}


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def apart(name: str, count: int, timeout: float = 3600) -> dict[str, Any]:
    """Return what a pair took in a process of its own. Raises subprocess.SubprocessError when it did not end well or in time."""
    command = [sys.executable, "-m", "benchmarks.redline_large", name, str(count)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=timeout, check=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


if __name__ == "__main__":
    print(json.dumps(tried(sys.argv[1], int(sys.argv[2]))))
