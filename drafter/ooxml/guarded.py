"""What stands in the way of changing a Word file: an enforced protection (ECMA-376 part 1, 17.15.1.29), digital signatures (part 2, 13)."""

from __future__ import annotations

from collections.abc import Iterator

from drafter.errors import Finding, Place, warning
from drafter.ooxml.names import OFF, W
from drafter.ooxml.package import Package

_SIGNATURES = "_xmlsignatures/"
_ALLOWED = {
    "readOnly": ("只读", "read only"),
    "comments": ("仅允许批注", "comments only"),
    "trackedChanges": ("仅允许修订", "tracked changes only"),
    "forms": ("仅允许填写窗体", "filling in forms only"),
}


def guards(package: Package) -> tuple[Finding, ...]:
    """Return a warning for an enforced protection and for signatures, which what is written out does not bear any more."""
    return (*_protection(package), *_signed(package))


def without_signatures(package: Package) -> Package:
    """Return a file without its signatures: they sign what came in, and not what is made of it."""
    signatures = _signatures(package)
    return package.without(signatures) if signatures else package


def _protection(package: Package) -> Iterator[Finding]:
    settings = package.root_of_kind("settings")
    protection = settings.find(W + "documentProtection") if settings is not None else None
    if protection is None or protection.get(W + "enforcement", "0") in OFF:
        return
    if (allowed := _ALLOWED.get(protection.get(W + "edit", ""))) is not None:
        yield warning(
            "protected",
            f"文件受保护（{allowed[0]}）：停止保护之前，在 Word 中不能接受或者拒绝修订",
            f"the file is protected ({allowed[1]}): Word lets nobody accept or reject changes until protection is stopped",
            ("在 Word 中选“审阅”“限制编辑”“停止保护”", "in Word: Review, Restrict Editing, Stop Protection"),
            Place(package.file),
        )


def _signed(package: Package) -> Iterator[Finding]:
    if _signatures(package):
        yield warning(
            "signed",
            "文件有数字签名，签的是收到的文件；改动后写出的文件不带签名",
            "the file is digitally signed, as it came in; what is written out is changed and bears no signature",
            ("保留收到的原件；需要时重新签名", "keep the file as it came; sign anew where that is needed"),
            Place(package.file),
        )


def _signatures(package: Package) -> set[str]:
    return {part for part in package.parts if part.startswith(_SIGNATURES)}
