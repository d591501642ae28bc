"""The tables of the desk. docs/desk.md says what each keeps; web/migrations brings older databases up to this."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from flask_security import AsaList, RoleMixin, UserMixin
from sqlalchemy import JSON, Column, ForeignKey, Index, MetaData, String, Table, Text, UniqueConstraint
from sqlalchemy.ext.mutable import MutableList
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

ROLES = ("officer", "legal", "admin")


def now() -> datetime:
    """Return the moment, in UTC and without a zone, as databases keep it."""
    return datetime.now(UTC).replace(tzinfo=None)


class Base(DeclarativeBase):
    """What all tables have in common: constraints with names, so that migrations can speak of them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {dict[str, Any]: JSON, list[Any]: JSON}


account_role = Table(
    "account_role",
    Base.metadata,
    Column("account_id", ForeignKey("account.id", ondelete="CASCADE"), primary_key=True),
    Column("role_id", ForeignKey("role.id", ondelete="CASCADE"), primary_key=True),
)


class Role(Base, RoleMixin):
    """What somebody may do beyond their own projects."""

    __tablename__ = "role"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(40), unique=True)
    description: Mapped[str | None] = mapped_column(String(200))


class Account(Base, UserMixin):
    """A person. `fs_uniquifier` stands in sessions, so that a new password ends them all."""

    __tablename__ = "account"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(255), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    language: Mapped[str] = mapped_column(String(2), default="zh")
    password: Mapped[str | None] = mapped_column(String(255))
    active: Mapped[bool] = mapped_column(default=True)
    fs_uniquifier: Mapped[str] = mapped_column(String(64), unique=True)
    tf_primary_method: Mapped[str | None] = mapped_column(String(64))
    tf_totp_secret: Mapped[str | None] = mapped_column(String(255))
    mf_recovery_codes: Mapped[list[str] | None] = mapped_column(MutableList.as_mutable(AsaList()))
    created_at: Mapped[datetime] = mapped_column(default=now)
    roles: Mapped[list[Role]] = relationship(secondary=account_role, lazy="selectin")  # type: ignore[assignment]

    def is_a(self, role: str) -> bool:
        """Say whether the account has a role; an administrator has them all."""
        return any(r.name in (role, "admin") for r in self.roles)


class Invitation(Base):
    """A link that makes one account, once. Of its token only a digest is kept."""

    __tablename__ = "invitation"

    id: Mapped[int] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    role: Mapped[str] = mapped_column(String(40))
    created_at: Mapped[datetime] = mapped_column(default=now)
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class Project(Base):
    """One project: the answers as they stand, and how often they changed."""

    __tablename__ = "project"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(300))
    agreement: Mapped[str] = mapped_column(String(80))
    profile: Mapped[str] = mapped_column(String(80))
    include: Mapped[list[Any]] = mapped_column(default=list)
    positions: Mapped[dict[str, Any]] = mapped_column(default=dict)
    answers: Mapped[dict[str, Any]] = mapped_column(default=dict)  # as an answer file holds them; None: not yet known
    revision: Mapped[int] = mapped_column(default=0)
    open_items: Mapped[int | None]  # what a final still needs, as of the last change
    content_digest: Mapped[str | None] = mapped_column(String(64))
    owner_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    archived_at: Mapped[datetime | None]
    locked_at: Mapped[datetime | None]  # a final was issued
    created_at: Mapped[datetime] = mapped_column(default=now)
    changed_at: Mapped[datetime] = mapped_column(default=now)
    changed_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    owner: Mapped[Account] = relationship(foreign_keys=owner_id)
    changed_by: Mapped[Account | None] = relationship(foreign_keys=changed_by_id)
    members: Mapped[list[ProjectMember]] = relationship(cascade="all, delete-orphan")


class ProjectMember(Base):
    """Somebody else who works on a project: `editor` or `reader`."""

    __tablename__ = "project_member"

    project_id: Mapped[int] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), primary_key=True)
    role: Mapped[str] = mapped_column(String(20))
    account: Mapped[Account] = relationship()


class AnswerChange(Base):
    """One answer changed once. `before` and `after` hold a list: empty where there was no answer, else the one answer."""

    __tablename__ = "answer_change"
    __table_args__ = (UniqueConstraint("project_id", "revision"), Index("ix_answer_change_name", "project_id", "name"))

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"))
    revision: Mapped[int]
    name: Mapped[str] = mapped_column(String(120))
    before: Mapped[list[Any]]
    after: Mapped[list[Any]]
    undoes: Mapped[int | None]  # the revision that this one takes back
    by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime] = mapped_column(default=now)
    by: Mapped[Account] = relationship()


class Counterparty(Base):
    """A party that contracts are made with, filled in once."""

    __tablename__ = "counterparty"

    id: Mapped[int] = mapped_column(primary_key=True)
    owner_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    name: Mapped[str] = mapped_column(String(300))
    party: Mapped[dict[str, Any]]  # the parts, as an answer file holds them
    changed_at: Mapped[datetime] = mapped_column(default=now)
    archived_at: Mapped[datetime | None]
    owner: Mapped[Account] = relationship()


class WordTemplate(Base):
    """A Word template of the office's own, checked when it was taken in. The file is kept under its digest beside the files made."""

    __tablename__ = "word_template"

    id: Mapped[int] = mapped_column(primary_key=True)
    owner_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    name: Mapped[str] = mapped_column(String(300))
    agreement: Mapped[str] = mapped_column(String(80))
    path: Mapped[str] = mapped_column(Text)  # below the data folder
    sha256: Mapped[str] = mapped_column(String(64))
    size: Mapped[int]
    findings: Mapped[list[Any]] = mapped_column(default=list)  # warnings of the check, in both languages
    made_at: Mapped[datetime] = mapped_column(default=now)
    archived_at: Mapped[datetime | None]
    owner: Mapped[Account] = relationship()


class Presence(Base):
    """Somebody has a page of a project open: which topic, and when the page last said so."""

    __tablename__ = "presence"

    project_id: Mapped[int] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), primary_key=True)
    topic: Mapped[str] = mapped_column(String(120))
    at: Mapped[datetime] = mapped_column(default=now)
    account: Mapped[Account] = relationship()


class Job(Base):
    """Long work. The row says what is to be done, so that a worker that was killed finds it again."""

    __tablename__ = "job"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(40))
    project_id: Mapped[int | None] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"), index=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    arguments: Mapped[dict[str, Any]] = mapped_column(default=dict)
    state: Mapped[str] = mapped_column(String(20), default="queued", index=True)  # queued, running, done, failed
    progress: Mapped[int] = mapped_column(default=0)  # per cent
    error: Mapped[list[Any] | None]  # findings as plain data
    created_at: Mapped[datetime] = mapped_column(default=now)
    started_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    heartbeat_at: Mapped[datetime | None]


class Document(Base):
    """A file that was made and is kept: what it was made of, and its digest."""

    __tablename__ = "document"

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"), index=True)
    job_id: Mapped[int | None] = mapped_column(ForeignKey("job.id"))
    by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    revision: Mapped[int]
    kind: Mapped[str] = mapped_column(String(40))  # the format: docx, pdf, zip ...
    agreement: Mapped[str] = mapped_column(String(80))
    language: Mapped[str] = mapped_column(String(10))
    profile: Mapped[str] = mapped_column(String(80))
    final: Mapped[bool] = mapped_column(default=False)
    name: Mapped[str] = mapped_column(String(300))
    path: Mapped[str] = mapped_column(Text)  # below the data folder
    sha256: Mapped[str] = mapped_column(String(64))
    size: Mapped[int]
    library_version: Mapped[str] = mapped_column(String(80))
    arguments: Mapped[dict[str, Any]] = mapped_column(default=dict)
    made_at: Mapped[datetime] = mapped_column(default=now)
