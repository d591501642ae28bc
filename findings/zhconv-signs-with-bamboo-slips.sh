#!/usr/bin/env bash
# zhconv 1.4.3, OpenCC 1.4.2 s2t: 签字 becomes 籤字, 核准 becomes 覈准, 公里 becomes 公裡.
#
# One would bet:  the words of every contract are in the phrase tables: 簽字, 核准, 複核 or 覆核, 公里.
# What happens:   zhconv (zh-tw and zh-hant) writes 籤 (the slip that is drawn) for signing and 準予 for 准予; OpenCC's plain s2t writes
#                 覈准 and 複覈, its s2twp does not.
# Why it matters: a version for Taiwan or Hong Kong counterparts has its signature clause and its approvals in words that nobody there
#                 writes.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet zhconv==1.4.3 OpenCC==1.4.2
seen=$(venv/bin/python -W ignore - <<'PY'
import zhconv
from opencc import OpenCC

for words in ("签字盖章", "签发", "核准", "复核", "准予", "公里", "里程碑"):
    print(words, "zhconv", zhconv.convert(words, "zh-tw"), "s2t", OpenCC("s2t").convert(words), "s2twp", OpenCC("s2twp").convert(words))
PY
)
stated='签字盖章 zhconv 籤字蓋章 s2t 簽字蓋章 s2twp 簽字蓋章
签发 zhconv 籤發 s2t 簽發 s2twp 簽發
核准 zhconv 核准 s2t 覈准 s2twp 核准
复核 zhconv 覆核 s2t 複覈 s2twp 複核
准予 zhconv 準予 s2t 准予 s2twp 准予
公里 zhconv 公裡 s2t 公里 s2twp 公里
里程碑 zhconv 裡程碑 s2t 里程碑 s2twp 里程碑'
printf '%s\n' "$seen"
[ "$seen" = "$stated" ] || { echo "the behaviour has changed"; exit 1; }
