"""
Who stood with whom in 2019 and 2020 by the public record, written down before any answer was looked at.

Ties that nobody doubts, ties that nobody would claim, and ties that begin, end or turn, with the day. The keys are
those of the shipped data set; an entry that names several subjects or objects holds where one of them is answered.
"""

from dataclasses import dataclass
from datetime import date

MONTHS = [date(year, month, 15) for year in (2019, 2020) for month in range(1, 13)]


@dataclass(frozen=True)
class Tie:
    """A tie in a theatre; `subjects` and `objects` are keys that stand for the same side."""

    subjects: tuple[str, ...]
    family: str
    objects: tuple[str, ...]
    theatre: str


@dataclass(frozen=True)
class Turn:
    """A tie that stands from a day on, or until a day, within the two years."""

    tie: Tie
    begins: date | None = None
    ends: date | None = None


def tie(text: str, theatre: str) -> Tie:
    """`turkey BACKS idlib-opposition|sna`."""
    subjects, family, objects = text.split()
    return Tie(tuple(subjects.split("|")), family, tuple(objects.split("|")), theatre)


STANDING = [
    tie("russia BACKS syrian-government|syrian-army|assad", "syria"),
    tie("iran BACKS syrian-government|syrian-army|assad", "syria"),
    tie("hezbollah BACKS syrian-government|syrian-army", "syria"),
    tie("turkey BACKS idlib-opposition|faylaq-al-sham", "syria"),
    tie("turkey BACKS sna", "syria"),
    tie("turkey OPPOSES ypg", "syria"),
    tie("turkey OPPOSES sdf", "syria"),
    tie("turkey OPPOSES syrian-government|assad|syrian-army", "syria"),
    tie("syrian-government|syrian-army OPPOSES idlib-opposition", "syria"),
    tie("syrian-government|syrian-army OPPOSES hts", "syria"),
    tie("russia OPPOSES hts", "syria"),
    tie("russia|russian-air-force OPPOSES idlib-opposition", "syria"),
    tie("usa BACKS sdf", "syria"),
    tie("usa OPPOSES syrian-government|assad", "syria"),
    tie("turkey NEGOTIATES_WITH russia", "syria"),
    tie("turkey BACKS gna", "libya"),
    tie("qatar BACKS gna", "libya"),
    tie("uae BACKS lna|haftar", "libya"),
    tie("egypt BACKS lna|haftar", "libya"),
    tie("russia BACKS lna|haftar", "libya"),
]
NEVER = [
    tie("turkey BACKS lna|haftar", "libya"),
    tie("qatar BACKS lna|haftar", "libya"),
    tie("egypt BACKS gna", "libya"),
    tie("uae BACKS gna", "libya"),
    tie("turkey BACKS syrian-government|assad|syrian-army", "syria"),
    tie("turkey BACKS ypg|sdf", "syria"),
    tie("iran BACKS idlib-opposition|hts|sna", "syria"),
    tie("russia BACKS idlib-opposition|hts", "syria"),
    tie("usa BACKS hts|syrian-government", "syria"),
    tie("gna BACKS lna|haftar", "libya"),
]
TURNS = [
    Turn(tie("lna|haftar OPPOSES gna", "libya"), begins=date(2019, 4, 4)),  # the march on Tripoli
    Turn(tie("rsf-sudan BACKS lna|haftar", "libya"), begins=date(2019, 7, 25)),  # sent to Jufra
    Turn(
        tie("sdf|ypg|sdc NEGOTIATES_WITH syrian-government", "syria"), begins=date(2019, 10, 13)
    ),  # the deal of Hmeimim
    Turn(tie("turkey NEGOTIATES_WITH russia", "libya"), begins=date(2020, 1, 8)),  # the call for a ceasefire
    Turn(tie("gna NEGOTIATES_WITH lna|haftar", "libya"), begins=date(2020, 2, 3)),  # the first talks of the 5+5
    Turn(
        tie("syrian-government BACKS lna|haftar|eastern-libyan-government", "libya"), begins=date(2020, 3, 1)
    ),  # accord
    Turn(
        tie("syrian-army|syrian-government OPPOSES turkish-armed-forces", "syria"), ends=date(2020, 3, 6)
    ),  # ceasefire
    Turn(
        tie("aguila-saleh|libyan-hor NEGOTIATES_WITH gna|sarraj", "libya"), begins=date(2020, 8, 21)
    ),  # both call a truce
    Turn(tie("lna|haftar OPPOSES turkey", "libya"), begins=date(2019, 6, 28)),  # calls Turkish ships targets
    Turn(tie("greece OPPOSES turkey", "libya"), begins=date(2019, 11, 28)),  # the memorandum on the sea
]
