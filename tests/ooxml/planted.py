"""A contract of ours with a construct of Word planted in each of its provisions, as it was sent and as it came back."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_RUN = re.compile(r'<w:r><w:t xml:space="preserve">([^<]{4,})</w:t></w:r>')
_BODY, _RELS, _TYPES = "word/document.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"
SPACES = (
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" xmlns:x="urn:nobody-knows"'
)


@dataclass
class Planter:
    """What a construct is made with: the words it is planted in, and the further parts of the file that it needs."""

    text: str = ""  # of the run that the construct takes the place of
    _notes: dict[str, list[str]] = field(default_factory=lambda: {"footnote": [], "endnote": []})
    _links: list[tuple[str, str]] = field(default_factory=list)  # kind and target
    _added: dict[str, bytes] = field(default_factory=dict)
    _styles: str = ""

    def drafted(self) -> str:
        """Return the run as it was drafted."""
        return run(self.text)

    @property
    def run(self) -> str:
        """The run as it was drafted."""
        return self.drafted()

    @property
    def first(self) -> str:
        """The first half of the words."""
        return self.text[: len(self.text) // 2]

    @property
    def second(self) -> str:
        """The rest of the words."""
        return self.text[len(self.text) // 2 :]

    def note(self, text: str, kind: str = "footnote") -> str:
        """Return a run that refers to a new note."""
        self._notes[kind].append(text)
        return f'<w:r><w:{kind}Reference w:id="{len(self._notes[kind])}"/></w:r>'

    def link(self, target: str) -> str:
        """Return the id of a relationship to an address."""
        self._links.append(("hyperlink", target))
        return f"rIdX{len(self._links)}"

    def part(self, name: str, content: bytes, kind: str) -> str:
        """Return the id of a relationship to a new part."""
        self._added[f"word/{name}"] = content
        self._links.append((kind, name))
        return f"rIdX{len(self._links)}"

    def style(self, xml: str) -> None:
        """Add a style."""
        self._styles += xml

    def finished(self, parts: dict[str, bytes]) -> dict[str, bytes]:
        """Return the parts of the file with what the constructs needed."""
        done = {**parts, **self._added}
        rels = [(f"rIdX{n}", kind, target) for n, (kind, target) in enumerate(self._links, 1)]
        types = '<Default Extension="png" ContentType="image/png"/><Default Extension="txt" ContentType="text/plain"/>'
        for kind, notes in self._notes.items():
            if notes:
                inner = "".join(f'<w:{kind} w:id="{n}">{paragraph(run(t))}</w:{kind}>' for n, t in enumerate(notes, 1))
                done[f"word/{kind}s.xml"] = f'<w:{kind}s xmlns:w="{_W}">{inner}</w:{kind}s>'.encode()
                rels.append((f"rIdX{kind}", f"{kind}s", f"{kind}s.xml"))
                types += f'<Override PartName="/word/{kind}s.xml" ContentType="{_TYPE}{kind}s+xml"/>'
        external = ' TargetMode="External"'
        said = "".join(f'<Relationship Id="{i}" Type="{_R}/{k}" Target="{t}"{external if k == "hyperlink" else ""}/>' for i, k, t in rels)
        done[_RELS] = done[_RELS].replace(b"</Relationships>", said.encode() + b"</Relationships>")
        done[_TYPES] = done[_TYPES].replace(b"</Types>", types.encode() + b"</Types>")
        done["word/styles.xml"] = done["word/styles.xml"].replace(b"</w:styles>", self._styles.encode() + b"</w:styles>")
        return done


Xml = Callable[[Planter], str]


def run(text: str, properties: str = "", tag: str = "t") -> str:
    """Return a run."""
    head = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{head}<w:{tag} xml:space="preserve">{text}</w:{tag}></w:r>'


def paragraph(*content: str) -> str:
    """Return a paragraph."""
    return f"<w:p>{''.join(content)}</w:p>"


def provisions(parts: Mapping[str, bytes]) -> list[str]:
    """Return the clauses that a construct can be planted in."""
    return [clause for clause, _, _ in _slots(parts[_BODY].decode())]


def planted(parts: Mapping[str, bytes], constructs: Iterable[tuple[str, Xml]], words: dict[str, str]) -> dict[str, bytes]:
    """Return a contract in which the first words of provisions gave place to constructs, by clause; `words` takes down these words."""
    body, planter = parts[_BODY].decode().replace("<w:document ", f"<w:document {SPACES} ", 1), Planter()
    wanted = dict(constructs)
    for clause, start, end in reversed(_slots(body)):
        if clause in wanted:
            found = _RUN.fullmatch(body, start, end)
            assert found is not None
            planter.text = words[clause] = found[1]
            body = body[:start] + wanted[clause](planter) + body[end:]
    return planter.finished({**parts, _BODY: body.encode()})


def _slots(body: str) -> list[tuple[str, int, int]]:
    """Return the first plain run below the heading of every provision: clause, start, end."""
    found = []
    for provision in re.finditer(r'w:name="r_(\w+?)(?:_en)?".*?w:name="[pfb]_\1(?:_en)?"', body, re.DOTALL):
        below = body.index("</w:p>", provision.start())
        plain = _RUN.search(body, below, provision.end())
        if plain is not None:
            found.append((provision[1].replace("_", "-"), plain.start(), plain.end()))
    return found


def note_added(parts: Mapping[str, bytes], clause: str, text: str) -> dict[str, bytes]:
    """Return a contract with a footnote after the first words of a provision."""
    return planted(parts, [(clause, lambda p: run(p.first) + p.note(text) + run(p.second))], {})
