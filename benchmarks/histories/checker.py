"""
Whether what readers saw could have come of loads that were done one after the other.

The history of an object that several use at once is correct if it could have come of some serial order of what was
done that keeps to the order in real time (linearizability: Herlihy and Wing 1990); it is recorded from outside, and
what was cut short may have happened at any later time or never (Kingsbury, Jepsen 2013).
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from operator import attrgetter

Contents = Mapping[str, Mapping[str, str]]
"""What an answer holds: by data set, then by root field, a text that is equal for equal contents."""
Model = Mapping[str, Mapping[str, Mapping[str, str]]]
"""By data set and version the contents that its text stands for."""
ANSWERED, REFUSED = 200, 503


@dataclass(frozen=True, slots=True)
class Answer:
    """
    What one client got, between two moments of one clock, in seconds.

    `status` is 0 where the connection failed. `building` is the data set of which the answer says that it is being
    loaded; then it may hold a part of it.
    """

    client: int
    begin: float
    end: float
    status: int = ANSWERED
    generation: int = 0
    id: str = ""
    building: str | None = None
    contents: Contents = field(default_factory=dict)
    complaint: str = ""

    @property
    def settled(self) -> bool:
        return self.status == ANSWERED and self.building is None

    def __str__(self) -> str:
        return f"the answer of client {self.client} at {self.begin:.2f}-{self.end:.2f}, generation {self.generation}"


@dataclass(frozen=True, slots=True)
class Load:
    """One command that loaded a version of a data set; `code` is how it ended, negative where it was killed."""

    dataset: str
    version: str
    begin: float
    end: float
    code: int = 0
    complaint: str = ""

    @property
    def surely_until(self) -> float:
        """When it has happened, or will not any more: never for one that was cut short."""
        return self.end if self.code == 0 else math.inf

    def __str__(self) -> str:
        return f"the load of {self.dataset} {self.version} at {self.begin:.2f}-{self.end:.2f}"


@dataclass(frozen=True, slots=True)
class Ending:
    """
    What is stored when all is over, and what should be.

    `digest` is of the stored graph, `serial` of one that holds a fresh load of what the last answer shows; `doubles`
    are relations that are stored twice, `faults` what a check of the database complains of.
    """

    digest: str
    serial: str
    doubles: int = 0
    faults: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class History:
    """All answers and all loads of one trial, and how it ended."""

    answers: Sequence[Answer]
    loads: Sequence[Load]
    ending: Ending


def violations(history: History, model: Model) -> list[str]:
    """One sentence for whatever no serial order of the loads can explain; none where one can."""
    settled = [answer for answer in history.answers if answer.settled]
    return [
        *_unfit_answers(history.answers),
        *_unfit_loads(history.loads),
        *_steps_back(history.answers),
        *_several_contents(settled),
        *_mixtures(settled, model),
        *_unexplained(settled, history.loads, model),
        *_wrong_endings(history.ending),
    ]


def versions(answer: Answer, model: Model, dataset: str) -> set[str]:
    """The versions of the data set that every root field of the answer agrees with."""
    contents = answer.contents.get(dataset, {})
    return {version for version, expected in model[dataset].items() if expected == contents}


def _unfit_answers(answers: Sequence[Answer]) -> Iterator[str]:
    for answer in answers:
        if answer.status not in (ANSWERED, REFUSED):
            yield f"{answer} has the status {answer.status}: {answer.complaint}"


def _unfit_loads(loads: Sequence[Load]) -> Iterator[str]:
    """A load ends well, is killed, or says in one line why it could not, and that is no error of our own."""
    for load in loads:
        explained = load.complaint.startswith("linkage: ") and "--debug" not in load.complaint
        if load.code > 1 or (load.code == 1 and not explained):
            yield f"{load} ended with {load.code}: {load.complaint}"


def _steps_back(answers: Sequence[Answer]) -> Iterator[str]:
    """Whoever asks after somebody has an answer gets no earlier generation, be it the same client or another."""
    answered = [answer for answer in answers if answer.status == ANSWERED]
    ended = sorted(answered, key=lambda answer: answer.end)
    position, latest = 0, None
    for answer in sorted(answered, key=lambda answer: answer.begin):
        while position < len(ended) and ended[position].end <= answer.begin:
            if latest is None or ended[position].generation > latest.generation:
                latest = ended[position]
            position += 1
        if latest and answer.generation < latest.generation:
            yield f"{answer} is of an earlier generation than {latest}"


def _several_contents(settled: Sequence[Answer]) -> Iterator[str]:
    """A generation has one number, one id and one content."""
    for name in ("id", "generation"):
        key = attrgetter(name)
        for _, group in groupby(sorted(settled, key=key), key):
            first, *others = group
            for answer in others:
                alike = (answer.id, answer.generation, answer.contents) == (first.id, first.generation, first.contents)
                if not alike:
                    yield f"{answer} differs from {first}, with the ids {answer.id} and {first.id}"


def _mixtures(settled: Sequence[Answer], model: Model) -> Iterator[str]:
    """Every answer holds one version of every data set, in all of its root fields."""
    for answer in settled:
        for dataset, known in model.items():
            if versions(answer, model, dataset):
                continue
            contents = answer.contents.get(dataset, {})
            fields = {
                name: [version for version, expected in known.items() if expected.get(name) == content] or "no text"
                for name, content in contents.items()
            }
            yield f"{answer} holds no version of {dataset}: {fields}"


def _unexplained(settled: Sequence[Answer], loads: Sequence[Load], model: Model) -> Iterator[str]:
    """What an answer shows was loaded before the answer ended, and nothing was surely loaded over it since."""
    for answer in settled:
        for dataset in model:
            alike = versions(answer, model, dataset)
            mine = [load for load in loads if load.dataset == dataset and load.begin <= answer.end]
            over = [load for load in mine if load.version not in alike and load.surely_until < answer.begin]
            latest = max((load.begin for load in over), default=-math.inf)
            if alike and not any(load.version in alike and load.surely_until >= latest for load in mine):
                yield f"{answer} shows {dataset} {' or '.join(sorted(alike))}, which was not loaded or loaded over"


def _wrong_endings(ending: Ending) -> Iterator[str]:
    if ending.digest != ending.serial:
        yield f"the graph ends as {ending.digest}, but fresh loads of what it shows make {ending.serial}"
    if ending.doubles:
        yield f"{ending.doubles} relations are stored twice"
    for fault in ending.faults:
        yield f"a check of the database says: {fault}"
