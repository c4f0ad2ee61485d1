"""
The locked jars of the embedded Neo4j: `neo4j.lock` lists what is run, to the byte.

One line a jar: its Maven coordinates, its SHA-256, its size. `jars.py` fetches and renews them.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

LOCK = Path(__file__).with_name("neo4j.lock")


@dataclass(frozen=True, slots=True)
class Jar:
    """One file of the server's class path."""

    group: str
    artifact: str
    version: str
    classifier: str
    sha256: str
    size: int

    @classmethod
    def parse(cls, line: str) -> "Jar":
        """Read one line of the lock."""
        coordinates, sha256, size = line.split()
        group, artifact, version, *classifier = coordinates.split(":")
        return cls(group, artifact, version, "".join(classifier), sha256, int(size))

    def __str__(self) -> str:
        return f"{self.coordinates} {self.sha256} {self.size}"

    @property
    def coordinates(self) -> str:
        return ":".join(filter(None, (self.group, self.artifact, self.version, self.classifier)))

    @property
    def filename(self) -> str:
        return "-".join(filter(None, (self.artifact, self.version, self.classifier))) + ".jar"


@cache
def jars() -> tuple[Jar, ...]:
    """Every jar, in the order of the class path."""
    return tuple(Jar.parse(line) for line in LOCK.read_text("utf-8").splitlines())


@cache
def version() -> str:
    """The version of Neo4j that the lock holds."""
    return next(jar.version for jar in jars() if (jar.group, jar.artifact) == ("org.neo4j", "neo4j"))
