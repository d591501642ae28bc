"""Long work: a row says what is to be done, huey's queue hands it to a worker, and a worker that was killed finds it again from the row."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from flask import Flask, current_app
from huey import SqliteHuey
from huey.consumer import Consumer
from sqlalchemy import and_, or_, select, update

from drafter.errors import DrafterError, Finding, error
from web.config import Config
from web.desk import desk
from web.models import Job, now

HEARTBEAT_S = 2.0  # how often a worker says that it is at a job
STALE_S = 10.0  # without a word for so long, it is not any more
LOOK_S = 4.0  # how often jobs without a worker are looked for
TRIES = 3  # a job that took its worker down so often is given up
QUEUED, RUNNING, DONE, FAILED = "queued", "running", "done", "failed"

Work = Callable[[Job], None]
KINDS: dict[str, Work] = {}  # what is done for each kind of job; modules that have one put it here


class Queue:
    """The queue of one desk, and the worker that empties it."""

    def __init__(self, app: Flask, config: Config) -> None:
        self._app = app
        self._huey = SqliteHuey("desk", filename=str(config.data / "queue.sqlite"), results=False, fsync=True)
        self._work = self._huey.task(name="work")(self._take)
        self._stopped = threading.Event()
        self._consumer: _Consumer | None = None

    def add(self, job: Job) -> None:
        """Hand a job over; its row is committed already."""
        self._work(job.id)

    def start(self) -> None:
        """Begin to work in a thread of this process, with what was left lying first."""
        self._consumer = _Consumer(self._huey, workers=1, periodic=False, max_delay=1.0, check_worker_health=False)
        self._consumer.start()
        threading.Thread(target=self._look_after, name="jobs", daemon=True).start()

    def stop(self) -> None:
        """Stop after the job at hand."""
        self._stopped.set()
        if self._consumer is not None:
            self._consumer.stop(graceful=True)

    def _look_after(self) -> None:
        while True:
            with self._app.app_context():
                for job in take_up_again():
                    self._work(job)
            if self._stopped.wait(LOOK_S):
                return

    def _take(self, number: int) -> None:
        with self._app.app_context():
            if claim(number):
                run(number)


class _Consumer(Consumer):  # type: ignore[misc]
    """A consumer beside a server, which has signals of its own."""

    def _set_signal_handlers(self) -> None:
        pass


def queue() -> Queue:
    """Return the queue of the application that runs."""
    found = current_app.extensions["desk-queue"]
    assert isinstance(found, Queue)
    return found


def prepare(app: Flask, config: Config) -> None:
    """Give an application its queue."""
    app.extensions["desk-queue"] = Queue(app, config)


def take_up_again() -> list[int]:
    """Return the jobs that wait, those among them whose worker has not been heard of; a job that was begun too often is given up."""
    db, long_ago = desk().db, now() - timedelta(seconds=STALE_S)
    lost = and_(Job.state == RUNNING, or_(Job.heartbeat_at.is_(None), Job.heartbeat_at < long_ago))
    for job in db.scalars(select(Job).where(lost)):
        tries = int(job.arguments.get("tries", 0)) + 1
        job.arguments = {**job.arguments, "tries": tries}
        if tries >= TRIES:
            _failed(job, [_given_up()])
        else:
            job.state = QUEUED
    db.commit()
    return list(db.scalars(select(Job.id).where(Job.state == QUEUED).order_by(Job.id)))


def claim(number: int) -> bool:
    """Say whether a job is ours to do: it waited, and nobody else took it."""
    waiting = update(Job).where(Job.id == number, Job.state == QUEUED)
    taken = desk().db.execute(waiting.values(state=RUNNING, started_at=now(), heartbeat_at=now()))
    desk().db.commit()
    return bool(taken.rowcount)  # type: ignore[attr-defined]


def run(number: int) -> None:
    """Do a job that was claimed, and write down how it went."""
    db = desk().db
    job = db.get(Job, number)
    assert job is not None
    try:
        with _heard_of(number):
            KINDS[job.kind](job)
        job.state, job.progress, job.finished_at, job.error = DONE, 100, now(), None
    except DrafterError as problem:
        db.rollback()
        _failed(job, problem.findings)
    except Exception as problem:
        db.rollback()
        current_app.logger.exception("job %s", number, exc_info=problem)
        _failed(job, [_bug(problem)])
    db.commit()


def _failed(job: Job, findings: list[Finding] | tuple[Finding, ...]) -> None:
    job.state, job.finished_at = FAILED, now()
    job.error = [{"zh": [f.what.zh, f.remedy.zh], "en": [f.what.en, f.remedy.en], "code": f.code} for f in findings]


@contextmanager
def _heard_of(number: int) -> Iterator[None]:
    """Have the row of a job say every other second that somebody is at it."""
    app: Any = current_app._get_current_object()  # type: ignore[attr-defined]
    done = threading.Event()

    def beat() -> None:
        with app.app_context():
            while not done.wait(HEARTBEAT_S):
                desk().db.execute(update(Job).where(Job.id == number).values(heartbeat_at=now()))
                desk().db.commit()

    thread = threading.Thread(target=beat, name=f"job {number}", daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


def _given_up() -> Finding:
    return error(
        "job", "处理此任务的进程多次中断，已放弃", "the process that worked on this stopped several times; it was given up",
        ("请重试；仍不成功的，请管理员查看服务器日志", "try again; where it fails again, ask the administrator to look at the server's log"),
    )  # fmt: skip


def _bug(problem: Exception) -> Finding:
    kind = type(problem).__name__
    return error("internal", f"程序缺陷（{kind}），已记入服务器日志", f"a bug ({kind}), which stands in the server's log")
