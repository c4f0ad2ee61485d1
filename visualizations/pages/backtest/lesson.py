"""The lesson on how good it was before: one case step by step, what has to be beaten, and questions for a class."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from linkage.graph.wording.backtest import METHODS, outcome
from linkage.graph.wording.dates import spell
from linkage.graph.wording.lists import listed
from linkage.graph.wording.numbers import decimal, figure, fixed, form, number
from linkage.visualizations.client.answers import Value
from linkage.visualizations.pages.backtest.result import BacktestResult

TITLE = "How good was it before?"
PACKAGE, PLAIN = "equal_gain", "mean"
_SIDES = {1: "up", 0: "nowhere", -1: "down"}


@dataclass(frozen=True, slots=True)
class BacktestQuestion:
    """A question for a class, and its answer."""

    question: str
    answer: str


@dataclass(frozen=True)
class BacktestLesson:
    """What the lesson says of a back-test, from its own figures."""

    result: BacktestResult

    title = TITLE

    @cached_property
    def example(self) -> Value | None:
        """The earliest case that is compared."""
        return next(iter(self.result.compared), None)

    @property
    def agreement(self) -> Value:
        """That of the example."""
        assert self.example
        return next(each for each in self.result.answer.agreements if each.key == self.example.agreement)

    @property
    def setting(self) -> Sequence[str]:
        """What was to be worked out in the example, and what was agreed."""
        case = self.example
        assert case
        return (
            (
                f"“{self.agreement.name}” was signed on {spell(self.agreement.signed)}. Everything here goes by what was known on "
                f"{spell(case.eve)}, the day before; what was said later does not count."
            ),
            f"The question: “{case.issue.question}” 0 is “{case.issue.low}”, 100 is “{case.issue.high}”.",
            (
                f"On the ground it stood at {decimal(case.status_quo)}. The text puts it between {figure(case.low)} and "
                f"{figure(case.high)}, the middle is {decimal(case.middle)}: it went {_SIDES[case.moved]}."
            ),
        )

    @property
    def steps(self) -> Iterator[tuple[str, str]]:
        """Each method that names a position, with what it said and how that is scored."""
        case = self.example
        assert case
        for prediction in case.predictions:
            if prediction.position is not None:
                yield METHODS[prediction.method], self._scored(case, prediction)

    def _scored(self, case: Value, prediction: Value) -> str:
        side = _SIDES[_sign(prediction.position - case.status_quo)]
        return (
            f"said {decimal(prediction.position)}: from {decimal(case.status_quo)} that is {side}, a {outcome(prediction.hit)}. "
            f"From {decimal(case.middle)} it is {decimal(prediction.error)} points off."
        )

    @property
    def alike(self) -> int:
        """In how many compared cases the methods that see a change all name one direction."""
        return sum(_alike(case) for case in self.result.compared)

    @property
    def beaten(self) -> Sequence[str]:
        """What a method has to beat before its hits say anything."""
        compared = len(self.result.compared)
        return (
            (
                "“Nothing changes” needs no model. On a day on which nothing is signed it is mostly right; here only days before a "
                "signature are looked at, so that it loses by the choice of cases."
            ),
            "“The weaker side concedes” needs no model of bargaining either: it looks for the side that has more weight.",
            (
                f"In {self.alike} of {number(compared, 'case')} that {form(compared, 'is', 'are')} compared all methods beside “nothing "
                "changes” name the same side. There a hit tells no method from another, and distance alone does."
            ),
        )

    @property
    def questions(self) -> Sequence[BacktestQuestion]:
        """Questions whose answers follow from the figures."""
        return (self._of_unknown(), self._of_distance(), self._of_the_mean(), self._of_the_farthest())

    def _score(self, method: str) -> Value:
        return next(score for score in self.result.answer.scores if score.method == method)

    def _of_unknown(self) -> BacktestQuestion:
        cases, compared = len(self.result.answer.issues), len(self.result.compared)
        return BacktestQuestion(
            "In how many cases is something unknown, and why is that no miss?",
            f"In {cases - compared} of {cases}. Nobody has coded, from what was said by then, where a party or the ground stood. "
            "A method that is not told where the parties stand says nothing; it is not wrong.",
        )

    def _of_distance(self) -> BacktestQuestion:
        ranked = sorted(
            (score for score in self.result.answer.scores if score.mean_error is not None), key=lambda it: it.mean_error
        )
        told = listed(f"{METHODS[score.method]} {fixed(score.mean_error, 1)}" for score in ranked)
        return BacktestQuestion("Which method came nearest to what was agreed?", f"Points off on average: {told}.")

    def _of_the_mean(self) -> BacktestQuestion:
        package, plain = self._score(PACKAGE).mean_error, self._score(PLAIN).mean_error
        verdict = "It does not" if package >= plain else "It does"
        return BacktestQuestion(
            "A package by equal gain takes far more work than a weighted mean. Does it come nearer?",
            f"{verdict}: {fixed(package, 1)} points off against {fixed(plain, 1)}, over "
            f"{number(len(self.result.compared), 'case')}. So few cases settle nothing either way.",
        )

    def _of_the_farthest(self) -> BacktestQuestion:
        def distance(case: Value) -> float:
            return float(next(each.error for each in case.predictions if each.method == PACKAGE))

        case = max(self.result.compared, key=distance)
        return BacktestQuestion(
            "In which of the compared cases was equal gain farthest off?",
            f"On “{case.issue.question}” on {spell(case.eve)}, by {decimal(distance(case))} points.",
        )


def _alike(case: Value) -> bool:
    named = {
        _sign(each.position - case.status_quo)
        for each in case.predictions
        if each.position is not None and each.method != "status_quo"
    }
    return len(named) == 1


def _sign(shift: float) -> int:
    return (shift > 0) - (shift < 0)
