#!/usr/bin/env bash
# cn2an 0.5.24: strict mode refuses 〇, with which Word prints 一百〇一.
#
# One would bet:  strict means well-formed numerals, and for numbers that identify, as those of articles do, GB/T 15835 writes the zero as
#                 〇.
# What happens:   cn2an("一百〇一", "strict") raises ValueError, 一百零一 is accepted and even 壹拾 and 廿五 are; 两千 is refused as well.
# Why it matters: Word's numbering chineseCountingThousand prints 第一百〇一条: article numbers read from a real contract fail just past
#                 one hundred.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet cn2an==0.5.24
seen=$(venv/bin/python - <<'PY'
import cn2an

for text in ("九十九", "一百零一", "一百〇一", "一千〇一", "廿五", "壹拾", "两千"):
    for mode in ("strict", "normal"):
        try:
            seen = cn2an.cn2an(text, mode)
        except ValueError as error:
            seen = f"ValueError: {error}"
        print(text, mode, seen)
PY
)
stated='九十九 strict 99
九十九 normal 99
一百零一 strict 101
一百零一 normal 101
一百〇一 strict ValueError: 当前为strict模式，输入的数据不在转化范围内：〇！
一百〇一 normal 101
一千〇一 strict ValueError: 当前为strict模式，输入的数据不在转化范围内：〇！
一千〇一 normal 1001
廿五 strict 25
廿五 normal 25
壹拾 strict 10
壹拾 normal 10
两千 strict ValueError: 当前为strict模式，输入的数据不在转化范围内：两！
两千 normal 2000'
printf '%s\n' "$seen"
[ "$seen" = "$stated" ] || { echo "the behaviour has changed"; exit 1; }
