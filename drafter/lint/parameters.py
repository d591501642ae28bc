"""Checks of the numbers that law sets: the law behind every value, when it came into force, and that rules which use one cite it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from drafter.errors import NOWHERE, Finding, Place, error, warning
from drafter.library import Library
from drafter.library.library import place_of
from drafter.library.parameters import Dated, Parameter
from drafter.library.schema import Rule
from drafter.lint.names import Names, placed


def check_parameters(names: Names, used: Iterable[str]) -> Iterator[Finding]:
    """Yield every finding about the parameters; `used` are the names that any expression uses."""
    library, known = names.library, set(used)
    for name, parameter in library.parameters.items():
        for number, one in enumerate(parameter.values):
            found = chain(names.law(one.law, NOWHERE), _in_force(one, library))
            yield from placed(found, lambda parameter=parameter, number=number: _place(parameter, library, "values", number))  # type: ignore[misc]
        if name not in known and not any(name in text for text in library.sources.values()):
            zh, en = f"没有规则、默认值、范围或者文本使用 {name}", f"no rule, default, range or text uses {name}"
            yield warning("unused", zh, en, ("删去，或在内容中使用", "remove it or use it"), _place(parameter, library))


def check_cited(rule: Rule, library: Library, place: Place) -> Iterator[Finding]:
    """Yield a finding for every number of law in the condition of a rule that does not cite that law."""
    cited = {_instrument(key, library) for key in rule.law}
    for name in sorted(n for n in rule.when.names if n in library.parameters):
        behind = [key for one in library.parameters[name].values for key in one.law]
        if cited.isdisjoint(_instrument(key, library) for key in behind):
            zh, en = f"规则使用 {name}，却没有引用 {'、'.join(behind)}", f"the rule uses {name} and does not cite {', '.join(behind)}"
            yield error("law", zh, en, ("在 law 中补入", "add it under `law`"), place)


def _in_force(one: Dated, library: Library) -> Iterator[Finding]:
    known = [i for key in one.law if (i := library.instruments.get(_instrument(key, library))) is not None]
    early = known and all(i.in_force_from is not None and one.since < i.in_force_from for i in known)
    if early and one.note is None:
        zh, en = f"{one.since} 时所引法律尚未施行，又没有说明", f"on {one.since} the law cited was not in force, and no note says why"
        yield error("parameter", zh, en, ("改正日期，或者用 note 说明依据", "correct the day, or say in `note` what it rested on"))


def _instrument(key: str, library: Library) -> str:
    return library.articles[key].instrument if key in library.articles else key


def _place(parameter: Parameter, library: Library, *path: str | int) -> Place:
    return place_of(library, "parameter", parameter.id, *path)
