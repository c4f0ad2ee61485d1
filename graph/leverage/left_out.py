"""Leave-one-out: what becomes of a headline without one issue, document, speaker or claim that it rests on."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import product

from linkage.graph.leverage.pair_scan import ChangedDraws, DirectionShares, Likeliest, PairScan


class EvidenceKind(StrEnum):
    """What is left out of the evidence."""

    ISSUE = "issue"
    """One issue with all stances on it."""
    ARTICLE = "article"
    """All claims of one document."""
    SPEAKER = "speaker"
    """All claims that somebody is a speaker of, as whoever first said it, on the way, or as publisher."""
    CLAIM = "claim"
    """One claim."""


class HeadlineChange(StrEnum):
    """What becomes of a headline."""

    STAYS = "stays"
    """It says the same."""
    TURNS = "turns"
    """The opposite direction is likeliest."""
    FALLS = "falls"
    """No trade is likelier than either direction."""
    RISES = "rises"
    """The direction is likeliest, where that was no trade."""


_CHANGES = {
    Likeliest.DIRECTION: HeadlineChange.RISES,
    Likeliest.OPPOSITE: HeadlineChange.TURNS,
    Likeliest.NONE: HeadlineChange.FALLS,
}


@dataclass(frozen=True, slots=True)
class LeftOut:
    """The shares of a headline *before*, and without one piece of evidence; a struck claim is as one that nobody made."""

    kind: EvidenceKind
    key: str
    claims: int
    """Claims that are struck; 0 for an issue."""
    before: DirectionShares
    shares: DirectionShares

    @property
    def change(self) -> HeadlineChange:
        likeliest = self.shares.likeliest
        return HeadlineChange.STAYS if likeliest is self.before.likeliest else _CHANGES[likeliest]


def leave_one_out(scan: PairScan) -> list[LeftOut]:
    """Everything that the readings of the two rest on, left out one by one; what hurts the headline most comes first."""
    before = scan.shares
    rows = [LeftOut(EvidenceKind.ISSUE, issue, 0, before, scan.without_issue(issue)) for issue in scan.issues]
    known: dict[frozenset[str], DirectionShares] = {}
    for kind, key, struck in _strikes(scan):
        if struck not in known:
            known[struck] = scan.changed(ChangedDraws.of(scan.draws, struck)).shares
        rows.append(LeftOut(kind, key, len(struck), before, known[struck]))
    return sorted(rows, key=lambda row: (row.shares.share - row.shares.opposite, row.kind, row.key))


def carrying_claims(scan: PairScan) -> tuple[str, ...]:
    """The claims that the readings of the two lean on, on the issues that they can trade."""
    return scan.draws.dossier.claims(product(scan.headline.traders, scan.issues))


def _strikes(scan: PairScan) -> Iterator[tuple[EvidenceKind, str, frozenset[str]]]:
    """Each document, speaker and claim that the two rest on, with all claims that fall with it, whoever's they are."""
    witnesses, rest = scan.draws.dossier.witnesses, {*carrying_claims(scan)}
    said: Mapping[tuple[EvidenceKind, str], set[str]] = defaultdict(set)
    for key, claim in witnesses.items():
        said[EvidenceKind.CLAIM, key].add(key)
        for speaker in claim.speakers:
            said[EvidenceKind.SPEAKER, speaker].add(key)
        if claim.document:
            said[EvidenceKind.ARTICLE, claim.document].add(key)
    for (kind, name), keys in sorted(said.items()):
        if keys & rest:
            yield kind, name, frozenset(keys)
