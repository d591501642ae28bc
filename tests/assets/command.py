"""The command line, run in this process."""

from __future__ import annotations

import io
import sys
from contextlib import redirect_stderr, redirect_stdout
from typing import Any
from unittest import mock

import pytest

from drafter.cli.main import main


def run(*arguments: Any) -> tuple[int, str]:
    """Run a command and return its exit code and what it printed."""
    told = io.StringIO()
    argv = mock.patch.object(sys, "argv", ["drafter", *map(str, arguments)])
    with argv, redirect_stdout(told), redirect_stderr(told), pytest.raises(SystemExit) as left:
        main()
    assert "Traceback" not in told.getvalue()
    return int(left.value.code or 0), told.getvalue()
