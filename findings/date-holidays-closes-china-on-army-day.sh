#!/usr/bin/env bash
# date-holidays 3.37.0 (npm), CN: 1 August, 1 June and 8 March are public, while days off of the notice are missing.
#
# One would bet:  type public means a day off for all, as the library's own list of types says; observances have a type of their own.
# What happens:   Army Day, Children's Day and Women's Day are public like National Day; 2 May (statutory since 2025) and the days of the
#                 notice, 4 to 7 October, are not there.
# Why it matters: a term counted in working days skips days on which everybody works, and ends on days on which nobody does.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund date-holidays@3.37.0 >/dev/null
seen=$(node - <<'JS'
const Holidays = require('date-holidays');
const china = new Holidays('CN');
for (const day of ['2026-03-08', '2026-05-02', '2026-06-01', '2026-08-01', '2026-10-01', '2026-10-04', '2026-10-07']) {
  const found = china.isHoliday(new Date(day + 'T15:00:00+08:00'));
  console.log(day, found ? found[0].name + ' ' + found[0].type : found);
}
JS
)
stated='2026-03-08 国际妇女节 public
2026-05-02 false
2026-06-01 六一儿童节 public
2026-08-01 建军节 public
2026-10-01 国庆节 public
2026-10-04 false
2026-10-07 false'
printf '%s\n' "$seen"
[ "$seen" = "$stated" ] || { echo "the behaviour has changed"; exit 1; }
