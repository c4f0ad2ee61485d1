"""Those who ask and those who load, each until all is over; whatever they get is recorded."""

import hashlib
import random
import subprocess
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event
from typing import Any

import httpx
import orjson

from benchmarks.histories.checker import ANSWERED, Answer, Contents, Load
from benchmarks.histories.commands import start_load

QUERY = """{
  theatres { key name }
  actors(first: 1000) { totalCount nodes { key name } }
  claims(first: 1000) { totalCount nodes { key certainty subject { key name } document { title } } }
  documents(first: 1000) { totalCount nodes { key title } }
  relations(first: 1000) {
    totalCount nodes { family certainty validFrom validTo status origins subject { key } object { key name } }
  }
  again: actors(first: 1000, orderBy: NAME_DESC) { totalCount nodes { key name } }
}"""
STEPWISE = 0.4
"""The share of loads that take many transactions."""
LONGEST = 300.0
"""Seconds that a load may take on a slow machine, with all that is done to it."""


def contents_of(data: Mapping[str, Any]) -> Contents:
    """The answer's data by data set and root field; how many records there are, and a digest of them."""
    contents: dict[str, dict[str, str]] = {}
    for name, value in data.items():
        rows = value["nodes"] if isinstance(value, dict) else value
        surplus = value["totalCount"] - len(rows) if isinstance(value, dict) else 0
        lines: dict[str, list[bytes]] = {}
        for row in rows:
            owner = _key(row).partition("-")[0]
            lines.setdefault(owner, []).append(orjson.dumps(row))
        for owner, mine in lines.items():
            digest = hashlib.blake2b(b"\n".join(sorted(mine)), digest_size=6).hexdigest()
            contents.setdefault(owner, {})[name] = f"{len(mine)} {digest}" + (f" of {surplus:+} more" * bool(surplus))
    return contents


def _key(row: Mapping[str, Any]) -> str:
    """The key of a record, or of whom a relation begins with; ValueError where the answer has none."""
    key = row["key"] if "key" in row else (row["subject"] or {}).get("key")
    if key is None:
        raise ValueError(f"a row without its key: {orjson.dumps(row).decode()}")
    return str(key)


def ask(client: httpx.Client, number: int) -> Answer:
    """One answer of the server, whatever it is."""
    begin = time.monotonic()
    try:
        answer = client.post("/graphql", json={"query": QUERY})
    except httpx.TransportError as error:
        return Answer(number, begin, time.monotonic(), 0, complaint=repr(error))
    end = time.monotonic()
    record = orjson.loads(answer.content) if answer.status_code == ANSWERED else {"errors": answer.text[:300]}
    if "errors" in record:  # which is right with a refusal alone
        status = 0 if answer.status_code == ANSWERED else answer.status_code
        return Answer(number, begin, end, status, complaint=str(record["errors"])[:300])
    named = record["extensions"]["dataSet"]
    building = named["building"] and named["building"]["dataSet"]
    try:
        contents = contents_of(record["data"])
    except ValueError as error:
        return Answer(
            number, begin, end, ANSWERED, named["generation"], named["id"], building, complaint=str(error)[:300]
        )
    return Answer(number, begin, end, ANSWERED, named["generation"], named["id"], building, contents)


def ask_on(address: str, number: int, over: Event) -> list[Answer]:
    """All answers that one client gets until it is over; like contents are kept once."""
    answers: list[Answer] = []
    with httpx.Client(base_url=address, timeout=60) as client:
        while not over.is_set():
            answers.append(ask(client, number))
            over.wait(0.02)
    return answers


@dataclass
class Writers:
    """Those who load versions of data sets at the same time; `running` are their commands by process."""

    texts: Mapping[str, Mapping[str, Path]]
    told: Mapping[str, str]
    running: "dict[int, subprocess.Popen[str]]" = field(default_factory=dict)

    def load(self, dataset: str, version: str, *, stepwise: bool = False) -> Load:
        """One command, until it ends."""
        begin = time.monotonic()
        with start_load(self.told, self.texts[dataset][version], stepwise=stepwise) as process:
            self.running[process.pid] = process
            try:
                _, notes = process.communicate(timeout=LONGEST)
            finally:
                del self.running[process.pid]
                process.kill()
        return Load(dataset, version, begin, time.monotonic(), process.returncode, _last_line(notes))

    def load_on(self, seed: str, over: Event) -> list[Load]:
        """Versions as chance has them, one command after the other, until it is over."""
        chance, loads = random.Random(seed), []
        while not over.is_set():
            dataset = chance.choice(list(self.texts))
            version = chance.choice(list(self.texts[dataset]))
            loads.append(self.load(dataset, version, stepwise=chance.random() < STEPWISE))
        return loads


def _last_line(notes: str) -> str:
    lines: Iterable[str] = filter(None, map(str.strip, reversed(notes.splitlines())))
    return next(iter(lines), "")
