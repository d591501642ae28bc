"""Who may do what to which object. Every route says it by one of these decorators; a test walks the URL map for one that does not."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Literal

from flask import abort, redirect, request, url_for
from sqlalchemy import ColumnElement, or_, select

from web.accounts import current_account, me
from web.desk import desk
from web.models import Account, Counterparty, Project, ProjectMember, WordTemplate

View = Callable[..., Any]
Right = Literal["read", "write", "own"]
OfOffice = Counterparty | WordTemplate
CLOSED = 409


def everybody(view: View) -> View:
    """Let a view be seen without an account."""
    return _declared(view, "everybody")


def signed_in(view: View) -> View:
    """Let a view be seen by whoever has an account."""

    @wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        if current_account() is None:
            return _to_sign_in()
        return view(*args, **kwargs)

    return _declared(guarded, "signed_in")


def role(name: str) -> Callable[[View], View]:
    """Let a view be seen by accounts with a role."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> Any:
            account = current_account()
            if account is None:
                return _to_sign_in()
            return view(*args, **kwargs) if account.is_a(name) else abort(403)

        return _declared(guarded, f"role {name}")

    return decorate


def project(right: Right) -> Callable[[View], View]:
    """Let a view be seen by those who may read, write or own the project in its URL; the view is handed the project.

    A project that somebody may not read is not there for them (404). One that is archived or locked is not written to (409).
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(project_id: int, **kwargs: Any) -> Any:
            account = current_account()
            if account is None:
                return _to_sign_in()
            found = desk().db.get(Project, project_id)
            if found is None or not may(account, found, "read"):
                abort(404)
            if not may(account, found, right):
                abort(403)
            if right == "write" and is_closed(found):
                abort(CLOSED)
            return view(found, **kwargs)

        return _declared(guarded, f"project {right}")

    return decorate


def of_office(model: type[OfOffice], right: Literal["read", "write"]) -> Callable[[View], View]:
    """Let a view be seen by those who may read or change what the whole office shares; the view is handed it.

    Whoever has an account reads; who entered it, legal staff and administrators change.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(**kwargs: Any) -> Any:
            if current_account() is None:
                return _to_sign_in()
            found: OfOffice = desk().db.get(model, kwargs.pop(f"{model.__tablename__}_id")) or abort(404)
            if right == "write" and not may_edit(found):
                abort(403)
            return view(found, **kwargs)

        return _declared(guarded, f"office {right}")

    return decorate


def may_edit(found: OfOffice) -> bool:
    """Say whether who asks may change what the office shares."""
    account = me()
    return found.owner_id == account.id or account.is_a("legal")


def may(account: Account, found: Project, right: Right) -> bool:
    """Say whether an account has a right to a project: owners have all, editors write, readers read, legal staff read all."""
    if found.owner_id == account.id:
        return True
    member = next((m.role for m in found.members if m.account_id == account.id), None)
    if right == "read":
        return member is not None or account.is_a("legal")
    return right == "write" and member == "editor"


def may_change(found: Project) -> bool:
    """Say whether who asks may change a project as it stands: neither archived nor locked."""
    return may(me(), found, "write") and not is_closed(found)


def is_closed(found: Project) -> bool:
    """Say whether a project is archived or locked, and so not written to."""
    return bool(found.archived_at or found.locked_at)


def readable(account: Account) -> ColumnElement[bool]:
    """Return the condition of the projects that an account may read."""
    if account.is_a("legal"):
        return Project.id.is_not(None)
    shared = select(ProjectMember.project_id).where(ProjectMember.account_id == account.id)
    return or_(Project.owner_id == account.id, Project.id.in_(shared))


def _declared(view: View, permission: str) -> View:
    view.permission = permission  # type: ignore[attr-defined]
    return view


def _to_sign_in() -> Any:
    if request.method != "GET" or "HX-Request" in request.headers:
        abort(401)
    return redirect(url_for("security.login", next=request.full_path.rstrip("?")))
