#!/usr/bin/env bash
# ruamel.yaml 0.19.1: with ruamel.yaml.clib 0.2.15 a time of day between brackets is refused, without it read; PyYAML 6.0.3 reads it both ways.
#
# One would bet:  the quick reader (libyaml) and the one written in Python of the same package read the same files; only speed differs.
# What happens:   hours: 08:30 is read by all; hours: {from: 08:30} and party: [甲:乙] are refused by ruamel.yaml.clib alone ("found unexpected ':'").
#                 YAML 1.2 allows both: a colon ends a key only before a blank or a bracket.
# Why it matters: answer sets are written by officers, service hours and ratios between brackets; whether an optional package is installed decides if their file opens.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet ruamel.yaml==0.19.1 ruamel.yaml.clib==0.2.15 PyYAML==6.0.3
cat >seen.py <<'PY'
import yaml
from ruamel.yaml import YAML

READERS = {
    "ruamel python": lambda text: YAML(typ="safe", pure=True).load(text),
    "ruamel libyaml": lambda text: YAML(typ="safe", pure=False).load(text),
    "PyYAML python": lambda text: yaml.load(text, yaml.SafeLoader),
    "PyYAML libyaml": lambda text: yaml.load(text, yaml.CSafeLoader),
}
for text in ("hours: 08:30", "hours: {from: 08:30}", "party: [甲:乙]"):
    for name, read in READERS.items():
        try:
            said = read(text)
        except Exception as problem:
            said = f"{type(problem).__name__}, {problem.problem}"
        print(f"{text} | {name} | {said}")
PY
seen=$(venv/bin/python seen.py)
stated="hours: 08:30 | ruamel python | {'hours': '08:30'}
hours: 08:30 | ruamel libyaml | {'hours': '08:30'}
hours: 08:30 | PyYAML python | {'hours': '08:30'}
hours: 08:30 | PyYAML libyaml | {'hours': '08:30'}
hours: {from: 08:30} | ruamel python | {'hours': {'from': '08:30'}}
hours: {from: 08:30} | ruamel libyaml | ScannerError, found unexpected ':'
hours: {from: 08:30} | PyYAML python | {'hours': {'from': '08:30'}}
hours: {from: 08:30} | PyYAML libyaml | {'hours': {'from': '08:30'}}
party: [甲:乙] | ruamel python | {'party': ['甲:乙']}
party: [甲:乙] | ruamel libyaml | ScannerError, found unexpected ':'
party: [甲:乙] | PyYAML python | {'party': ['甲:乙']}
party: [甲:乙] | PyYAML libyaml | {'party': ['甲:乙']}"
printf '%s\n' "$seen"
[ "$seen" = "$stated" ] || { echo "the behaviour has changed"; exit 1; }
