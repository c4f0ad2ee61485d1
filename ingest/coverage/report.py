"""The whole of what `linkage check coverage` tells, worked out from the text alone."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from linkage.graph.records import Actor, Claim, Issue, Stance
from linkage.graph.relations.dyads import Tie
from linkage.graph.relations.standing import Stretch
from linkage.ingest.catalogue import Catalogue
from linkage.ingest.coverage.dyad_months import DyadRow, Month, dyad_rows, usual_months
from linkage.ingest.coverage.reading_list import Reading, pointless, reading_list, unsided_outlets
from linkage.ingest.coverage.text_ties import text_ties
from linkage.ingest.coverage.witnesses import Imbalance, SideRow, imbalances, languages, sides
from linkage.ingest.text.dataset import DataSet, Located


@dataclass(frozen=True, slots=True)
class Coverage:
    """
    What a data set covers: its dyads by months, who speaks, and what rests on little.

    `alone` counts by document the relations that rest on it alone, `unconfirmed` by issue the stances that no person
    has agreed with, `unsided` by outlet the claims of those whose side nobody has looked up, `pointless` by document
    the claims whose locator leads nowhere.
    """

    dataset: str
    claims: int
    relations: int
    months: tuple[Month, ...]
    dyads: tuple[DyadRow, ...]
    sides: tuple[SideRow, ...]
    languages: Counter[str]
    imbalances: tuple[Imbalance, ...]
    alone: Counter[str]
    unconfirmed: Counter[str]
    stances: int
    unsided: Counter[str]
    pointless: Counter[str]
    readings: tuple[Reading, ...]
    names: dict[str, str]


def cover(dataset: DataSet, catalogue: Catalogue, months: Sequence[Month] | None = None) -> Coverage:
    """What a valid data set covers in *months*, where left out in those in which most of what it tells began."""
    claims = [entry.record for entry in dataset.records(Claim) if isinstance(entry, Located)]
    ties = list(text_ties(claims, catalogue))
    span = months or usual_months(claim.held.first for claim in claims if claim.held and claim.held.first)
    rows, behind = dyad_rows(ties, span), _claims_behind(ties)
    apart = imbalances(claims, behind, catalogue)
    names = {key: entry.record.name for key, entry in catalogue.entries[Actor].items()}
    stances: list[Stance] = [entry.record for entry in catalogue.entries[Stance].values()]
    alone = _alone(behind, claims)
    unconfirmed = Counter(stance.issue for stance in stances if not stance.confirmed)
    unsided = unsided_outlets(claims, catalogue)
    nowhere = Counter(claim.document for claim in claims if pointless(claim.locator))
    questions = {key: entry.record.question for key, entry in catalogue.entries[Issue].items()}
    readings = reading_list(
        apart, rows, span, alone, Counter({f"“{questions[key]}”": size for key, size in unconfirmed.items()}),
        unsided, nowhere, lambda key: names[key],
    )  # fmt: skip
    return Coverage(
        dataset=dataset.name, claims=len(claims), relations=len(ties), months=tuple(span), dyads=tuple(rows),
        sides=tuple(sides(claims, catalogue)), languages=languages(catalogue), imbalances=tuple(apart), alone=alone,
        unconfirmed=unconfirmed, stances=len(stances), unsided=unsided, pointless=nowhere, readings=tuple(readings),
        names=names,
    )  # fmt: skip


def _claims_behind(ties: Iterable[tuple[Tie, Sequence[Stretch]]]) -> dict[Tie, set[str]]:
    return {tie: {key for stretch in stretches for key in stretch.finding.claims} for tie, stretches in ties}


def _alone(behind: dict[Tie, set[str]], claims: Iterable[Claim]) -> Counter[str]:
    """By document, how many relations have all their claims from it."""
    documents = {claim.key: claim.document for claim in claims}
    sources = [{documents[key] for key in keys} for keys in behind.values()]
    return Counter(next(iter(source)) for source in sources if len(source) == 1)
