"""Where the work of a batch is done: in this process, in others on this machine, or on a Dask cluster."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import connection
from typing import Any, TypeVar

from drafter.causes import told
from drafter.content import Content
from drafter.errors import FileError, MissingTool, error

T = TypeVar("T")
R = TypeVar("R")

CONNECT_SECONDS = 20
RETRIES = 3  # of a task whose worker was lost
RARELY = (100_000, 50, 100)  # a document makes a hundred thousand objects, and hardly a cycle among them
AHEAD = 2  # tasks for each worker: enough to keep it busy, few enough to keep memory flat


class Crashed(Exception):
    """A task that took its process with it."""


def warm(content: Content) -> None:
    """Prepare a process for a batch: leave Ctrl-C to the one that asked, read the content once, and keep the collector off it."""
    if (asker := multiprocessing.parent_process()) is not None:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        threading.Thread(target=_end_with, args=(asker.sentinel,), daemon=True).start()
    content.library, content.agreement(), content.forms
    gc.collect()
    gc.freeze()
    gc.set_threshold(*RARELY)


def _end_with(asker: int) -> None:
    """End this process when the one that asked is gone: killed with -9 it tells nobody, and its workers would wait for tasks for ever."""
    connection.wait([asker])
    os._exit(1)


def cores() -> int:
    """Return how many processes may run at once here."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Here:
    """Everything in this process, one after the other."""

    def __init__(self, content: Content) -> None:
        self.content = content

    def run(self, function: Callable[[T], R], tasks: Iterable[T]) -> Iterator[tuple[T, R | Exception]]:
        """Yield each task with its result, or what it raised."""
        warm(self.content)
        for task in tasks:
            yield task, _attempt(function, task)


def _attempt(function: Callable[[T], R], task: T) -> R | Exception:
    try:
        return function(task)
    except Exception as problem:
        return problem


class Pool:
    """Processes of this machine. When one dies, the tasks at work are tried again one by one, and only the one that kills is given up.

    `forked` ones begin with all that this process has read and made, where the system can fork and nothing else runs in it.
    """

    def __init__(self, content: Content, workers: int, forked: bool = False) -> None:
        self.content, self.workers, self.forked = content, workers, forked

    def run(self, function: Callable[[T], R], tasks: Iterable[T]) -> Iterator[tuple[T, R | Exception]]:
        """Yield each task with its result, or what it raised, as they are finished."""
        waiting = iter(tasks)
        while suspects := (yield from self._together(function, waiting)):
            for task in suspects:
                with _processes(self.content, 1, self.forked) as executor:
                    for _, result in through(executor, function, iter([task]), 1):
                        yield task, Crashed() if isinstance(result, BrokenProcessPool) else result

    def _together(self, function: Callable[[T], R], waiting: Iterator[T]) -> Generator[tuple[T, R | Exception], None, list[T]]:
        suspects: list[T] = []
        with _processes(self.content, self.workers, self.forked) as executor:
            for task, result in through(executor, function, waiting, self.workers * AHEAD):
                if isinstance(result, BrokenProcessPool):
                    suspects.append(task)
                else:
                    yield task, result
        return suspects


@contextmanager
def _processes(content: Content, workers: int, forked: bool) -> Iterator[Executor]:
    executor = ProcessPoolExecutor(workers, multiprocessing.get_context(_start_method(forked)), warm, (content,))
    try:
        yield executor
    finally:
        executor.shutdown(wait=True, cancel_futures=True)


def _start_method(forked: bool) -> str:
    """Return how processes are started. A process with other threads is not forked, for theirs may hold a lock; on a Mac none is (bpo-33725)."""
    if forked and sys.platform == "linux" and threading.active_count() == 1:
        return "fork"
    return "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"


class Cluster:
    """A Dask cluster, through its executor interface; its scheduler gives the tasks of a lost worker to another."""

    def __init__(self, address: str) -> None:
        self.address = address

    def run(self, function: Callable[[T], R], tasks: Iterable[T]) -> Iterator[tuple[T, R | Exception]]:
        """Yield each task with its result, or what it raised, as they are finished. Raises MissingTool, FileError."""
        try:
            from distributed import Client
        except ImportError:
            raise MissingTool(
                error(
                    "cluster",
                    "在集群上运行需要 distributed",
                    "running on a cluster needs distributed",
                    ("pip install 'drafter[cluster]'", "pip install 'drafter[cluster]'"),
                )
            ) from None
        try:
            client: Any = Client(self.address, timeout=CONNECT_SECONDS)  # type: ignore[no-untyped-call]
        except (OSError, ValueError, TimeoutError) as problem:
            why = told(problem)
            raise FileError(
                error(
                    "cluster",
                    f"无法连接调度器 {self.address}：{why.zh}",
                    f"no connection to the scheduler {self.address}: {why.en}",
                    ("用 `dask scheduler` 启动调度器", "start one with `dask scheduler`"),
                )
            ) from None
        with client:
            workers = max(sum(client.nthreads().values()), 1)
            yield from through(client.get_executor(pure=False, retries=RETRIES), function, iter(tasks), workers * AHEAD)


def through(executor: Executor, function: Callable[[T], R], tasks: Iterator[T], ahead: int) -> Iterator[tuple[T, R | Exception]]:
    """Yield each task with its result as they are finished, never more than `ahead` at work. Takes no new ones from a broken executor."""
    at_work: dict[Future[R], T] = {}
    broken = False
    while True:
        while len(at_work) < ahead and not broken and (task := next(tasks, None)) is not None:
            try:
                at_work[executor.submit(function, task)] = task
            except BrokenProcessPool as death:
                broken = True
                yield task, death
        if not at_work:
            return
        for future in wait(at_work, return_when=FIRST_COMPLETED).done:
            task, problem = at_work.pop(future), future.exception()
            broken = broken or isinstance(problem, BrokenProcessPool)
            if problem is not None and not isinstance(problem, Exception):
                raise problem
            yield task, future.result() if problem is None else problem
