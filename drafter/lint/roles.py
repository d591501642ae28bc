"""Checks of roles.yaml and catalogue.yaml: what the program itself looks at is named, is there, and is of a type that it understands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from drafter.errors import Finding, Place, error
from drafter.library import Library
from drafter.library.catalogue import CATALOGUE
from drafter.library.library import place_of
from drafter.library.roles import ROLES, ROLES_FILE, Role
from drafter.library.yamlfile import line_of
from drafter.lint.names import Names


def check_roles(names: Names) -> Iterator[Finding]:
    """Yield a finding for every role left unnamed, named twice over, or played by what is not there or not fit."""
    library = names.library
    for role, wanted in ROLES.items():
        place = place_of(library, "role", role) if role in library.roles else Place(ROLES_FILE, 1)
        yield from _played(role, wanted, names, place)
    for role in sorted(library.roles.keys() - ROLES.keys()):
        remedy = (f"现有：{'、'.join(ROLES)}", f"there are {', '.join(ROLES)}")
        yield error("role", f"没有角色 {role}", f"there is no role {role}", remedy, place_of(library, "role", role))


def _played(role: str, wanted: Role, names: Names, place: Place) -> Iterator[Finding]:
    if role not in names.library.roles:
        zh, en = f"未指明角色 {role}：{wanted.what.zh}", f"no question is named for the role {role}: {wanted.what.en}"
        remedy = (f"写 {role}: 问题名；没有的写 null", f"write {role}: and the name of a question, or null where there is none")
        yield error("role", zh, en, remedy, place)
        return
    name = names.library.roles[role]
    if name is None:
        return
    if not names.kind(name):
        yield error("role", f"{role} 所指的 {name} 不存在", f"{role} names {name}, which is neither question nor fact", place=place)
    elif names.kind(name) not in wanted.types:
        kinds = "、".join(wanted.types), " or ".join(wanted.types)
        zh, en = f"{role} 所指的 {name} 的类型应为 {kinds[0]}", f"{name}, which {role} names, must be of type {kinds[1]}"
        yield error("role", zh, en, place=place)
    else:
        yield from _columns(role, wanted, name, names.library, place)


def _columns(role: str, wanted: Role, name: str, library: Library, place: Place) -> Iterator[Finding]:
    columns = {column.id for column in library.questions[name].columns} if name in library.questions else set()
    for column in wanted.columns:
        if column not in columns:
            zh, en = f"{name}（角色 {role}）没有列 {column}", f"{name}, which plays {role}, has no column {column}"
            yield error("role", zh, en, ("补上该列", "add the column"), place)


def check_catalogue(names: Names) -> Iterator[Finding]:
    """Yield a finding for every category, post and part of the budget in catalogue.yaml that no question knows."""
    library, catalogue = names.library, names.library.catalogue
    file = library.homes.get(("catalogue", CATALOGUE), CATALOGUE)
    text = library.sources.get(file, "")
    categories, parts = _options("service_catalog", "category", library), _options("budget_lines", "part", library)
    for key, category in catalogue.categories.items():
        place = Place(file, line_of(text, ("categories", key)))
        yield from _known([key], categories, place)
        yield from _known(category.paid_from, parts, place)
        if category.post is not None and names.kind(category.post) != "text":
            yield error("catalogue", f"{category.post} 不是文本问题", f"{category.post} is no question for a text", place=place)
    yield from _known(catalogue.paid_from, parts, Place(file, line_of(text, ("paid_from",))))
    yield from _known(catalogue.hardware, _options("assets", "category", library), Place(file, line_of(text, ("hardware",))))
    yield from _missing(categories - catalogue.categories.keys())


def _missing(categories: Iterable[str]) -> Iterator[Finding]:
    for key in sorted(categories):
        zh, en = f"目录类别 {key} 未列出", f"the category {key} of the Service Catalogue is not listed"
        yield error("catalogue", zh, en, ("写明承担岗位", "say which post works on it"), Place(CATALOGUE, 1))


def _options(role: str, column: str, library: Library) -> set[str]:
    question = library.questions.get(library.role(role))
    return {option.id for c in (question.columns if question is not None else ()) if c.id == column for option in c.options}


def _known(keys: Iterable[str], options: set[str], place: Place) -> Iterator[Finding]:
    for key in keys:
        if key not in options:
            remedy = (f"现有：{'、'.join(sorted(options))}", f"there are {', '.join(sorted(options))}")
            yield error("catalogue", f"没有 {key}", f"there is no {key}", remedy, place)
