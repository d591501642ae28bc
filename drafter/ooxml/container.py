"""The container going out: the same parts give the same bytes, parts that never change are deflated once, large ones as they are made.

Our own few lines, for the standard library's zipfile cannot take a stream that is deflated already (APPNOTE.TXT 6.3.10, 4.3.7 to 4.3.16).
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Any

from drafter.errors import MissingTool, error

_FIRST = "[Content_Types].xml"
_LOCAL = struct.Struct("<4sHHHHHLLLHH")
_CENTRAL = struct.Struct("<4sHHHHHHLLLHHHHHLL")
_END = struct.Struct("<4sHHHHLLH")
_VERSION, _UTF8, _DEFLATED, _NEW_YEAR_1980 = 20, 0x800, 8, 0x21
_UNIX, _OWNER_ONLY = 3 << 8, 0o600 << 16
_KEPT = 1 << 17  # larger parts belong to one document and are not remembered

Content = bytes | Iterable[bytes]  # whole, or in pieces
Deflated = tuple[int, int, bytes]  # CRC-32, size as it was, and the raw deflate stream
Deflate = Callable[[Iterable[bytes]], Deflated]


def pack(parts: Mapping[str, Content], fast: bool = False) -> bytes:
    """Return a zip of the parts: content types first, then by name, with fixed times. How a part is cut into pieces does not show.

    Deflated by zlib at level 6, which are the canonical bytes; `fast` by ISA-L, some ten times quicker and a quarter larger.
    Raises MissingTool when `fast` is asked for and isal is not installed.
    """
    deflate = _isal() if fast else _zlib
    out, central, offset = [], [], 0
    for name in sorted(parts, key=lambda n: (n != _FIRST, n)):
        path = name.encode("utf-8")
        crc, size, stream = _deflated(parts[name], deflate)
        flags = 0 if name.isascii() else _UTF8
        sizes = (crc, len(stream), size, len(path))
        head = _LOCAL.pack(b"PK\3\4", _VERSION, flags, _DEFLATED, 0, _NEW_YEAR_1980, *sizes, 0)
        out += [head, path, stream]
        central += [
            _CENTRAL.pack(
                b"PK\1\2", _UNIX | _VERSION, _VERSION, flags, _DEFLATED, 0, _NEW_YEAR_1980, *sizes, 0, 0, 0, 0, _OWNER_ONLY, offset
            ),
            path,
        ]
        offset += len(head) + len(path) + len(stream)
    directory = b"".join(central)
    return b"".join([*out, directory, _END.pack(b"PK\5\6", 0, 0, len(parts), len(parts), len(directory), offset, 0)])


def _deflated(content: Content, deflate: Deflate) -> Deflated:
    if isinstance(content, bytes):
        return _remembered(content, deflate) if len(content) <= _KEPT else deflate([content])
    return deflate(content)


@lru_cache(maxsize=256)
def _remembered(data: bytes, deflate: Deflate) -> Deflated:
    return deflate([data])


def _zlib(pieces: Iterable[bytes]) -> Deflated:
    return _deflate(pieces, zlib.compressobj(6, zlib.DEFLATED, -15), zlib.crc32)


def _deflate(pieces: Iterable[bytes], packer: Any, crc32: Callable[[bytes, int], int]) -> Deflated:
    crc, size, out = 0, 0, []
    for piece in pieces:
        crc, size = crc32(piece, crc), size + len(piece)
        out.append(packer.compress(piece))
    return crc, size, b"".join([*out, packer.flush()])


@lru_cache(maxsize=1)
def _isal() -> Deflate:
    try:
        from isal import isal_zlib
    except ImportError:
        raise MissingTool(
            error("isal", "快速压缩需要 isal", "fast packing needs isal", ("pip install 'drafter[fast]'", "pip install 'drafter[fast]'"))
        ) from None
    # ISA-L, unlike zlib, ends its blocks where a piece ends
    return lambda pieces: _deflate([b"".join(pieces)], isal_zlib.compressobj(1, isal_zlib.DEFLATED, -15), isal_zlib.crc32)


def with_entry(content: bytes, entry: bytes) -> bytes:
    """Return a relationships or content types part with one more entry at its end, unless it has it; all else stays as it is."""
    end = content.rindex(b"</")
    return content if entry in content else content[:end] + entry + content[end:]
