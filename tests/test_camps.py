"""Camps: the frustration index against full enumeration, a published case, and what may not change it."""

import random
from collections.abc import Iterator
from itertools import combinations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linkage.graph.balance.camps import SignedTie, Split, split_camps
from linkage.graph.errors import CampsError
from tests.gahuku import GAHUKU

WEIGHTS = {"equal": [1.0], "uneven": [1.0, 2.0, 5.0], "decimal": [0.1, 0.2, 0.3, 0.7]}


def drawn(seed: int, actors: int, *, weights: list[float]) -> list[SignedTie]:
    """Invented ties, some parallel and some against each other."""
    chance = random.Random(seed)
    names = [f"actor-{i}" for i in range(chance.randint(2, actors))]
    return [
        SignedTie(*chance.sample(names, 2), chance.choice([-1, 1]), chance.choice(weights), str(i))
        for i in range(chance.randint(1, 3 * len(names)))
    ]


def named(ties: list[SignedTie]) -> list[str]:
    return sorted({name for tie in ties for name in (tie.source, tie.target)})


def enumerated(ties: list[SignedTie], k: int) -> tuple[float, int]:
    """The least that any split leaves frustrated, and how many splits do, by trying all of them."""
    number = {name: i for i, name in enumerate(named(ties))}
    splits = np.array(list(numberings(len(number), k)), dtype=np.int8)
    cost = np.zeros(len(splits))
    for tie in ties:
        together = splits[:, number[tie.source]] == splits[:, number[tie.target]]
        cost += tie.weight * (together != (tie.sign > 0))
    return float(cost.min()), int((cost < cost.min() + 1e-9).sum())


def numberings(actors: int, k: int) -> Iterator[list[int]]:
    """Every split into at most k camps once: a camp's number is new only if it is the next."""
    waiting: list[list[int]] = [[]]
    while waiting:
        begun = waiting.pop()
        if len(begun) == actors:
            yield begun
        else:
            waiting.extend([*begun, camp] for camp in range(min(k, max(begun, default=-1) + 2)))


def frustrated(ties: list[SignedTie], found: Split) -> list[SignedTie]:
    camp = {name: i for i, names in enumerate(found.camps) for name in names}
    return sorted(tie for tie in ties if (camp[tie.source] == camp[tie.target]) != (tie.sign > 0))


@pytest.mark.parametrize("weights", WEIGHTS.values(), ids=WEIGHTS)
@pytest.mark.parametrize(("k", "actors", "graphs"), [(2, 14, 100), (3, 8, 40), (4, 7, 25)])
def test_index_and_uniqueness_are_those_of_full_enumeration(
    k: int, actors: int, graphs: int, weights: list[float]
) -> None:
    for seed in range(graphs):
        ties = drawn(seed, actors, weights=weights)
        least, ways = enumerated(ties, k)

        found = split_camps(ties, k)

        assert found.index == pytest.approx(least, abs=1e-9), seed
        assert found.unique == (ways == 1), seed
        assert found.exact and found.bound == found.index, seed
        assert list(found.frustrated) == frustrated(ties, found), seed
        assert sum(tie.weight for tie in found.frustrated) == pytest.approx(least, abs=1e-9), seed
        assert sorted(sum(found.camps, ())) == named(ties) and len(found.camps) <= k, seed


def test_the_tribes_of_gahuku_gama_fall_into_the_published_camps() -> None:
    found = split_camps(GAHUKU, 2)

    assert (found.index, found.unique, len(found.frustrated)) == (7, True, 7)
    assert set(found.camps[0]) == {"1", "2", "15", "16"} and len(found.camps[1]) == 12
    assert split_camps(GAHUKU, 3).index == 2


def test_the_tribes_have_the_published_number_of_balanced_triangles() -> None:
    graph = nx.Graph()
    graph.add_edges_from((tie.source, tie.target, {"sign": tie.sign}) for tie in GAHUKU)
    signs = [
        graph[a][b]["sign"] * graph[b][c]["sign"] * graph[a][c]["sign"]
        for a, b, c in combinations(graph, 3)
        if graph.has_edge(a, b) and graph.has_edge(b, c) and graph.has_edge(a, c)
    ]

    assert (len(GAHUKU), len(graph), len(signs), signs.count(1)) == (58, 16, 68, 59)


def ring(signs: str) -> list[SignedTie]:
    """Actors in a circle, each with or against the next."""
    size = len(signs)
    return [SignedTie(f"a{i}", f"a{(i + 1) % size}", 1 if sign == "+" else -1) for i, sign in enumerate(signs)]


@pytest.mark.parametrize(
    ("signs", "k", "index", "unique"),
    [
        pytest.param("+++", 2, 0, True, id="three friends"),
        pytest.param("---", 2, 1, False, id="three enemies in two camps"),
        pytest.param("---", 3, 0, True, id="three enemies in three camps"),
        pytest.param("++-", 2, 1, False, id="friends of friends at odds, two camps"),
        pytest.param("++-", 3, 1, False, id="friends of friends at odds, three camps"),
        pytest.param("--++", 2, 0, True, id="a square of two pairs"),
        pytest.param("--++", 3, 0, True, id="no third camp where two ties hold the rest together"),
        pytest.param("----", 3, 0, False, id="four enemies in a ring, three camps"),
    ],
)
def test_a_ring_is_as_frustrated_as_can_be_seen_by_hand(signs: str, k: int, index: float, unique: bool) -> None:
    found = split_camps(ring(signs), k)

    assert (found.index, found.unique) == (index, unique)


def test_parts_without_a_tie_between_them_have_no_one_best_split() -> None:
    found = split_camps([SignedTie("a", "b", -1), SignedTie("c", "d", -1)], 2)

    assert found.index == 0 and found.unique is False


def test_two_who_are_as_much_with_as_against_each_other_are_free() -> None:
    found = split_camps([SignedTie("a", "b", 1, 0.3), SignedTie("b", "a", -1, 0.1), SignedTie("a", "b", -1, 0.2)], 2)

    assert found.index == 0.3 and found.unique is False


def test_a_heavy_tie_is_kept_at_the_cost_of_light_ones() -> None:
    found = split_camps(
        [
            SignedTie("a", "b", 1, 5),
            SignedTie("b", "c", 1),
            SignedTie("a", "c", -1),
            SignedTie("b", "c", 1, 1.5),
        ],
        2,
    )

    assert found.frustrated == (SignedTie("a", "c", -1),) and found.unique


def test_weights_of_any_fineness_keep_the_index_exact() -> None:
    found = split_camps(
        [
            SignedTie("a", "b", 1, 0.123456789012345),
            SignedTie("b", "c", 1, 1e6),
            SignedTie("a", "c", -1, 3e5),
        ],
        2,
    )

    assert found.index == 0.123456789012345 and found.unique


def test_channels_have_no_say_and_no_ties_give_no_camps() -> None:
    assert split_camps([SignedTie("a", "b", 0)], 2) == Split(2, 0, (), (), True, 0, True)


def test_the_order_of_the_list_changes_nothing() -> None:
    ties = drawn(5, 14, weights=WEIGHTS["uneven"])

    assert (
        split_camps(ties, 2) == split_camps(ties[::-1], 2) == split_camps(random.Random(1).sample(ties, len(ties)), 2)
    )


def test_without_the_question_uniqueness_stays_open() -> None:
    assert split_camps(GAHUKU, 2, unique=False).unique is None


def complete(actors: int, seed: int) -> list[SignedTie]:
    chance = random.Random(seed)
    return [SignedTie(f"{a:02}", f"{b:02}", chance.choice([-1, 1])) for a, b in combinations(range(actors), 2)]


@pytest.mark.parametrize(
    ("graph", "k", "index"),
    [
        pytest.param(nx.complete_graph(14), 3, 26, id="K14, three camps"),
        pytest.param(nx.complete_graph(14), 4, 18, id="K14, four camps"),
        pytest.param(nx.turan_graph(12, 5), 3, 10, id="Turán (12, 5), three camps"),
        pytest.param(nx.turan_graph(12, 5), 4, 4, id="Turán (12, 5), four camps"),
        pytest.param(nx.turan_graph(20, 6), 3, 33, id="Turán (20, 6), three camps"),
    ],
)
def test_dense_hostility_is_proven_and_not_only_searched(graph: nx.Graph, k: int, index: float) -> None:
    found = split_camps([SignedTie(f"{a:02}", f"{b:02}", -1) for a, b in graph.edges], k, seconds=10)

    assert (found.index, found.bound, found.unique) == (index, index, False)


@pytest.mark.parametrize("k", [2, 3])
def test_when_time_is_up_the_best_so_far_comes_with_a_bound_below_it(k: int) -> None:
    ties = complete(45, seed=3)

    found = split_camps(ties, k, seconds=0.3)

    assert not found.exact and found.unique is None and found.bound < found.index
    assert list(found.frustrated) == frustrated(ties, found) and len(found.frustrated) == found.index


def test_a_bound_is_never_above_the_index_that_more_time_proves() -> None:
    ties = complete(16, seed=1)
    index = split_camps(ties, 2).index

    assert all(split_camps(ties, 2, seconds=seconds).bound <= index for seconds in (1e-6, 0.01, 0.03, 0.1))


TIES = st.lists(
    st.builds(
        lambda ends, sign, weight: SignedTie(*ends, sign, weight),
        st.permutations("abcdefg").map(lambda names: names[:2]),
        st.sampled_from([-1, 1]),
        st.sampled_from([1.0, 2.0, 0.25]),
    ),
    max_size=20,
)


@settings(max_examples=40, deadline=None)
@given(TIES, st.permutations("abcdefg"), st.integers(2, 3))
def test_other_names_change_neither_index_nor_uniqueness(ties: list[SignedTie], names: list[str], k: int) -> None:
    other = dict(zip("abcdefg", names, strict=True))
    before = split_camps(ties, k)
    after = split_camps([SignedTie(other[t.target], other[t.source], t.sign, t.weight) for t in ties], k)

    assert (before.index, before.unique) == (after.index, after.unique)


@settings(max_examples=40, deadline=None)
@given(TIES, st.sampled_from([0.001, 3.0, 4096.0]))
def test_the_index_grows_as_all_weights_do(ties: list[SignedTie], factor: float) -> None:
    before = split_camps(ties, 2)
    after = split_camps([SignedTie(t.source, t.target, t.sign, t.weight * factor) for t in ties], 2)

    assert after.index == pytest.approx(before.index * factor) and after.unique == before.unique


@settings(max_examples=30, deadline=None)
@given(TIES, st.integers(2, 3))
def test_an_actor_with_channels_only_changes_nothing(ties: list[SignedTie], k: int) -> None:
    assert split_camps([*ties, SignedTie("a", "newcomer", 0)], k) == split_camps(ties, k)


@settings(max_examples=30, deadline=None)
@given(TIES, st.sampled_from([-1, 1]))
def test_an_actor_with_one_tie_adds_no_frustration(ties: list[SignedTie], sign: int) -> None:
    before, after = split_camps(ties, 2), split_camps([*ties, SignedTie("a", "newcomer", sign)], 2)

    assert before.index == after.index


@settings(max_examples=30, deadline=None)
@given(TIES)
def test_one_more_camp_never_adds_frustration(ties: list[SignedTie]) -> None:
    assert split_camps(ties, 2).index >= split_camps(ties, 3).index >= split_camps(ties, 4).index


@pytest.mark.parametrize(
    ("tie", "k", "message"),
    [
        pytest.param(SignedTie("a", "b", 1), 1, "into 1 camps", id="one camp"),
        pytest.param(SignedTie("a", "b", 2), 2, "has the sign 2", id="sign"),
        pytest.param(SignedTie("a", "b", 1, 0), 2, "has the weight 0", id="no weight"),
        pytest.param(SignedTie("a", "b", 1, float("nan")), 2, "has the weight nan", id="NaN"),
        pytest.param(SignedTie("a", "b", 1, float("inf")), 2, "has the weight inf", id="infinite"),
        pytest.param(SignedTie("a", "a", 1), 2, "a tie with itself", id="itself"),
    ],
)
def test_what_cannot_be_split_is_refused_with_the_reason(tie: SignedTie, k: int, message: str) -> None:
    with pytest.raises(CampsError, match=message):
        split_camps([tie], k)
