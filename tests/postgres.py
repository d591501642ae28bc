"""A PostgreSQL server of the tests' own, in a temporary folder: started when the first test asks for it, gone with the last."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import psycopg

ACCOUNT = "postgres"  # which Debian's package makes: PostgreSQL refuses to run as root
_numbers = count(1)


def programs() -> Path | None:
    """Return the folder of initdb and pg_ctl, the newest version's, if there is one."""
    found = shutil.which("initdb")
    folders = [Path(found).parent] if found else sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda p: float(p.parent.name))
    return next((folder for folder in reversed(folders) if (folder / "initdb").exists()), None)


@contextmanager
def server(*options: str) -> Iterator[str]:
    """Yield the URL of a server, without the name of a database; it listens in its folder and nowhere else."""
    folder = Path(tempfile.mkdtemp(prefix="pg-"))  # short: the path of a socket may have 107 characters
    try:
        if os.geteuid() == 0:
            shutil.chown(folder, ACCOUNT)
        _run(folder, ["initdb", "-D", str(folder / "data"), "-U", "desk", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"])
        listens = f"-c listen_addresses= -k {folder} {' '.join(f'-c {option}' for option in options)}"
        _run(folder, ["pg_ctl", "-D", str(folder / "data"), "-l", str(folder / "log"), "-o", listens, "-w", "start"])
        try:
            yield f"postgresql+psycopg://desk@/{{}}?host={folder}"
        finally:
            _run(folder, ["pg_ctl", "-D", str(folder / "data"), "-m", "immediate", "-w", "stop"])
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def new_database(url: str) -> str:
    """Return the URL of a new, empty database on a server."""
    name = f"desk{next(_numbers)}"
    folder = url.rpartition("=")[2]
    with psycopg.connect(f"host={folder} user=desk dbname=postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return url.format(name)


def _run(folder: Path, command: Sequence[str]) -> None:
    bin_folder = programs()
    assert bin_folder is not None
    as_account = ["runuser", "-u", ACCOUNT, "--"] if os.geteuid() == 0 else []
    with open(folder / "said", "ab") as said:  # not a pipe: the server that pg_ctl leaves behind would hold it open
        done = subprocess.run(
            [*as_account, str(bin_folder / command[0]), *command[1:]], cwd=folder, stdout=said, stderr=said, timeout=120, check=False
        )
    assert done.returncode == 0, (folder / "said").read_text("utf-8", "replace")
