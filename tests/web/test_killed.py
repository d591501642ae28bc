"""A server killed in the middle of saves: what it acknowledged is there, whatever it was doing."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
import time
from http.client import HTTPException
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, Request, build_opener

from sqlalchemy import create_engine, text

from tests.tools import ROOT

KILLS = 30 if os.environ.get("DRAFTER_CI") else 5


class Client:
    """Somebody who saves as fast as it is acknowledged."""

    def __init__(self, address: str) -> None:
        self.address, self.opener = address, build_opener(HTTPCookieProcessor(CookieJar()))
        page = self.opener.open(f"{address}projects/1/topics/parties", timeout=20).read().decode()
        found = re.search(r'csrf_token" value="([^"]+)"', page)
        assert found is not None
        self.token = found.group(1)
        self.acknowledged: list[int] = []

    def save(self, value: int) -> None:
        """Save one answer; remember it when it is acknowledged."""
        form = urlencode({"csrf_token": self.token, "revision": "999999", "value": f"目标{value}"}).encode()
        request = Request(f"{self.address}projects/1/answers/project_goal", form, {"HX-Request": "true"})
        with self.opener.open(request, timeout=20) as answer:
            if answer.status == 200 and answer.read():
                self.acknowledged.append(value)


def start(data: Path) -> tuple[subprocess.Popen[str], str]:
    """Return a server and its address."""
    command = [sys.executable, "-u", "-m", "drafter", "serve", "--single", "--data", str(data), "--with-sample", "minimal", "--lang", "en"]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8", cwd=ROOT)
    assert server.stdout is not None
    found = re.search(r"http://[^ ]+", server.stdout.readline())
    assert found is not None
    return server, found.group(0)


def test_no_acknowledged_save_is_lost(tmp_path: Path) -> None:
    acknowledged: list[int] = []
    for turn in range(KILLS):
        server, address = start(tmp_path)
        assert server.stdout is not None
        try:
            client = Client(address)
            threading.Thread(
                target=lambda s=server, t=turn: (time.sleep(0.15 + t % 7 * 0.03), s.send_signal(signal.SIGKILL)), daemon=True
            ).start()
            for value in range(turn * 1000, turn * 1000 + 1000):
                client.save(value)
        except (URLError, OSError, HTTPException):
            pass  # killed
        server.wait()
        server.stdout.close()
        acknowledged += client.acknowledged
    engine = create_engine(f"sqlite:///{tmp_path / 'desk.sqlite'}")
    with engine.connect() as db:
        kept = {row[0] for row in db.execute(text("SELECT after FROM answer_change"))}
        now = db.execute(text("SELECT answers FROM project")).scalar_one()
        sound = db.execute(text("PRAGMA integrity_check")).scalar_one()
    engine.dispose()
    assert sound == "ok"
    assert acknowledged
    said = "".join(kept).encode().decode("unicode_escape")
    assert [value for value in acknowledged if f'目标{value}"' not in said] == []
    current = re.search(r"目标(\d+)", now.encode().decode("unicode_escape"))
    assert current is not None
    assert int(current.group(1)) >= acknowledged[-1]
