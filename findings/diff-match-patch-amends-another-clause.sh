#!/usr/bin/env bash
# diff-match-patch 20241021: a patch for one clause is applied to a similar clause and reported as applied.
#
# One would bet:  when the clause that a patch was made for is gone, patch_apply() says False for it.
# What happens:   it finds the next best place within Match_Threshold (0.5): the term of Article 2 is changed to 60 days, and the answer
#                 is True.
# Why it matters: clauses of a contract resemble one another by design; an amendment kept as a patch lands in the wrong article without a
#                 word.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet diff-match-patch==20241021
seen=$(venv/bin/python - <<'PY'
from diff_match_patch import diff_match_patch

tool = diff_match_patch()
payment = "第一条 甲方应在收到发票之日起30日内付款。\n"
repair = "第二条 乙方应在收到通知之日起30日内整改。\n"
patches = tool.patch_make(payment + repair, payment.replace("30日", "60日") + repair)
print(*tool.patch_apply(patches, payment + repair), sep=" ")
print(*tool.patch_apply(patches, repair + "第三条 保密。\n"), sep=" ")
PY
)
stated='第一条 甲方应在收到发票之日起60日内付款。
第二条 乙方应在收到通知之日起30日内整改。
 [True]
第二条 乙方应在收到通知之日起60日内整改。
第三条 保密。
 [True]'
printf '%s\n' "$seen"
[ "$seen" = "$stated" ] || { echo "the behaviour has changed"; exit 1; }
