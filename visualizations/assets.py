"""What a page needs besides its data: style sheet, script, and vis-network, each with its hash for the policy."""

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Self

from linkage.visualizations import markup

STATIC = "/static"
_PARTS = ("geometry", "canvas", "evidence", "keyboard", "export", "lens", "start", "source", "leverage")
_SHEETS = ("page.css", "leverage.css", "lesson.css")


@dataclass(frozen=True)
class Assets:
    """Texts that are the same on every page; `library` is vis-network's `dist/vis-network.min.js`."""

    library: str
    style: str
    script: str

    @classmethod
    def load(cls, library: Path) -> Self:
        scripts = [(markup.TEMPLATES / "js" / f"{name}.js").read_text(encoding="utf-8") for name in _PARTS]
        return cls(
            library=library.read_text(encoding="utf-8"),
            style="\n".join(markup.render_template(name) for name in _SHEETS),
            script='"use strict";\n(() => {\n' + "\n".join(scripts) + "\n})();\n",
        )

    def __post_init__(self) -> None:
        for text in (self.library, self.script, self.style):
            assert "</script" not in text.lower() and "</style" not in text.lower(), "would end its element"

    @cached_property
    def links(self) -> Mapping[str, str]:
        """Addresses for a served page; they change with the content, so that a browser may keep what it has."""
        return {
            "library": f"{STATIC}/vis-network.js?{_digest(self.library)[:12]}",
            "script": f"{STATIC}/picture.js?{_digest(self.script)[:12]}",
            "style": f"{STATIC}/picture.css?{_digest(self.style)[:12]}",
        }

    @cached_property
    def files(self) -> Mapping[str, tuple[str, bytes]]:
        """Media type and content by the path under which a server offers them."""
        return {
            f"{STATIC}/vis-network.js": ("text/javascript; charset=utf-8", self.library.encode()),
            f"{STATIC}/picture.js": ("text/javascript; charset=utf-8", self.script.encode()),
            f"{STATIC}/picture.css": ("text/css; charset=utf-8", self.style.encode()),
        }

    @cached_property
    def file_policy(self) -> str:
        """Lets a page that stands alone run these texts and nothing else, and reach nobody."""
        scripts = " ".join(_source(text) for text in (self.library, self.script))
        return f"{_NOTHING}; script-src {scripts}; style-src {_source(self.style)}; form-action 'none'"


_NOTHING = "default-src 'none'; base-uri 'none'; img-src data: blob:"
SERVED_POLICY = f"{_NOTHING}; script-src 'self'; style-src 'self'; connect-src 'self'; form-action 'self'"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _source(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
