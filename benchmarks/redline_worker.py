"""One engine, kept warm: reads `{"a", "b", "out"}` line by line and answers how long it took. Run by path, for peers live in another interpreter.

    PYTHON redline_worker.py drafter|docxodus|python-redlines|libreoffice

Imports the standard library only, and the one engine that is asked for.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TextIO

Compare = Callable[[str, str, str], object]
AUTHOR = "Bench"


def drafter() -> Compare:
    """Return our own comparison."""
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
    from benchmarks.redline import compare_files

    return compare_files


def docxodus() -> Compare:
    """Return Docxodus, its native host kept alive by docx-scalpel."""
    from docx_scalpel import DocxDiffSettings, docx_diff_compare

    settings = DocxDiffSettings(author_for_revisions=AUTHOR)
    return lambda a, b, out: Path(out).write_bytes(docx_diff_compare(Path(a).read_bytes(), Path(b).read_bytes(), settings))


def python_redlines() -> Compare:
    """Return python-redlines with its Docxodus engine: a native program a call."""
    from python_redlines import DocxodusEngine

    engine = DocxodusEngine()
    return lambda a, b, out: Path(out).write_bytes(engine.run_redline(AUTHOR, Path(a).read_bytes(), Path(b).read_bytes())[0])


def libreoffice() -> Compare:
    """Return LibreOffice's own comparison, in an office of its own with an empty profile."""
    import uno

    profile = tempfile.TemporaryDirectory()
    pipe = f"redline{os.getpid()}"
    command = ["soffice", "--headless", "--norestore", "--nolockcheck", "--nodefault", "--nologo"]
    office = subprocess.Popen(
        [*command, f"-env:UserInstallation={Path(profile.name).as_uri()}", f"--accept=pipe,name={pipe};urp;"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    _AT_THE_END.append(lambda: (os.killpg(office.pid, signal.SIGKILL), office.wait(), profile.cleanup()))
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    context = _patiently(lambda: resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext"))
    desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
    dispatcher = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.DispatchHelper", context)

    def compare(a: str, b: str, out: str) -> None:
        document = desktop.loadComponentFromURL(Path(b).as_uri(), "_blank", 0, _values(uno, Hidden=True))
        try:
            frame = document.getCurrentController().getFrame()
            dispatcher.executeDispatch(frame, ".uno:CompareDocuments", "", 0, _values(uno, URL=Path(a).as_uri(), NoAcceptDialog=True))
            document.storeToURL(Path(out).as_uri(), _values(uno, FilterName="MS Word 2007 XML"))
        finally:
            document.close(True)

    return compare


def _values(uno: object, **named: object) -> tuple[object, ...]:
    from com.sun.star.beans import PropertyValue

    return tuple(PropertyValue(name, 0, value, 0) for name, value in named.items())


def _patiently(action: Callable[[], object], seconds: float = 60) -> object:
    end = time.monotonic() + seconds
    while True:
        try:
            return action()
        except Exception:
            if time.monotonic() > end:
                raise
            time.sleep(0.2)


ENGINES: dict[str, Callable[[], Compare]] = {
    "drafter": drafter,
    "docxodus": docxodus,
    "python-redlines": python_redlines,
    "libreoffice": libreoffice,
}
_AT_THE_END: list[Callable[[], object]] = []


def main() -> None:
    """Serve one engine until the input ends."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # what an engine prints is no answer
    try:
        serve(sys.argv[1], answers)
    except BrokenPipeError:
        pass  # nobody listens any more
    finally:
        for end in _AT_THE_END:
            end()


def serve(name: str, answers: TextIO) -> None:
    """Start an engine, say so, and answer every line."""
    try:
        compare = ENGINES[name]()
    except Exception as why:
        print(json.dumps({"ready": False, "error": f"{type(why).__name__}: {why}"}), file=answers, flush=True)
        return
    print(json.dumps({"ready": True}), file=answers, flush=True)
    for line in sys.stdin:
        print(json.dumps(timed(compare, json.loads(line))), file=answers, flush=True)


def timed(compare: Compare, asked: dict[str, str]) -> dict[str, object]:
    """Return how long a comparison took, and the most memory that a program it started took."""
    start = time.perf_counter()
    try:
        compare(asked["a"], asked["b"], asked["out"])
    except Exception as why:
        return {"error": f"{type(why).__name__}: {why}"[:300]}
    seconds = time.perf_counter() - start
    return {"seconds": seconds, "children_mb": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024}


if __name__ == "__main__":
    main()
