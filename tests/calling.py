"""The command line called in the tests' own process, which spares a second each time."""

import json
import sys
from dataclasses import dataclass
from io import BytesIO, TextIOWrapper
from typing import Any

import pytest

from linkage.cli import main


@dataclass(frozen=True)
class Done:
    """How a call ended and what it printed."""

    returncode: int
    stdout: str
    stderr: str

    @property
    def record(self) -> Any:
        assert self.returncode == 0, self.stderr
        return json.loads(self.stdout)


@dataclass(frozen=True)
class Caller:
    """Calls `linkage` with words, and perhaps something on standard input."""

    monkeypatch: pytest.MonkeyPatch
    capsys: pytest.CaptureFixture[str]

    def __call__(self, *words: str, stdin: str = "") -> Done:
        self.monkeypatch.setenv("COLUMNS", "100")
        self.monkeypatch.setattr(sys, "argv", ["linkage", *words])
        self.monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(stdin.encode())))
        with pytest.raises(SystemExit) as ended:
            main()
        return Done(int(ended.value.code or 0), *self.capsys.readouterr())
