"""Which texts are one name: the table of pairs, the rules one by one, and whatever hypothesis thinks of."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkage.graph.names import index_terms
from linkage.graph.names.matching import NameRule, match_name
from linkage.graph.names.normalization import script
from linkage.graph.names.ranking import Candidate, rank_bearers

TABLE = Path(__file__).parent / "names.tsv"
PRECISION, RECALL = 0.95, 0.9
ALPHABETS = "aBçĐeğhıİjkşŞtwy'’- ابتجحخدعغفقكلمنهةويىءآأإؤئَّـвгджзиийкхчшщъьюя٣7ΑβγшחבקאणिZ̈"

TEXTS = st.one_of(st.text(max_size=60), st.text(ALPHABETS, max_size=30))


def pairs() -> list[tuple[bool, str, str]]:
    lines = TABLE.read_text(encoding="utf-8").splitlines()[1:]
    return [(verdict == "same", one, other) for verdict, one, other in (line.split("\t") for line in lines)]


def same(one: str, other: str) -> bool:
    """Either text is taken for a spelling of the other, all of it."""
    return any(found is not None and found.complete for found in (match_name(one, other), match_name(other, one)))


def test_the_pairs_are_told_apart_as_well_as_documented(capsys: pytest.CaptureFixture[str]) -> None:
    judged = [(expected, same(one, other), one, other) for expected, one, other in pairs()]
    right = sum(expected and said for expected, said, *_ in judged)
    precision = right / sum(said for _, said, *_ in judged)
    recall = right / sum(expected for expected, *_ in judged)
    with capsys.disabled():
        print(f"\n{len(judged)} pairs of names: precision {precision:.3f}, recall {recall:.3f}")
        for expected, said, one, other in judged:
            if expected is not said:
                print(f"  {'missed' if expected else 'mistaken'}: {one} | {other}")

    assert len(judged) >= 150
    assert {script(text) for _, one, other in pairs() for text in (one, other)} == {"Latn", "Arab", "Cyrl"}
    assert precision >= PRECISION
    assert recall >= RECALL


@pytest.mark.parametrize(
    ("text", "name", "rule"),
    [
        ("Haftar", "Haftar", NameRule.EXACT),
        ("HAFTAR", "Haftar", NameRule.CASE),
        ("Turkiye", "Türkiye", NameRule.DIACRITICS),
        ("al wefaq", "al-Wefaq", NameRule.DIACRITICS),
        ("مُحَمَّد", "محمد", NameRule.DIACRITICS),
        ("İSTANBUL", "istanbul", NameRule.DIACRITICS),
        ("اردوغان", "أردوغان", NameRule.ARABIC_LETTERS),
        ("انقره", "أنقرة", NameRule.ARABIC_LETTERS),
        ("Sarraj", "al-Sarraj", NameRule.ARTICLE),
        ("سراج", "السراج", NameRule.ARTICLE),
        ("elsisi", "Sisi", NameRule.ARTICLE),
        ("Hifter", "Haftar", NameRule.TRANSLITERATION),
        ("Хафтар", "حفتر", NameRule.TRANSLITERATION),
        ("Gaddafi", "القذافي", NameRule.TRANSLITERATION),
        ("Çavuşoğlu", "جاويش أوغلو", NameRule.TRANSLITERATION),
        ("haftar", "Khalifa Haftar", NameRule.WORDS),
        ("Haftar, Khalifa", "Khalifa Haftar", NameRule.WORDS),
        ("khal haf", "Khalifa Haftar", NameRule.PREFIX),
        ("хафт", "Haftar", NameRule.PREFIX),
        ("hatfar", "Haftar", NameRule.TYPO),
    ],
)
def test_a_match_names_the_weakest_step_that_it_needs(text: str, name: str, rule: NameRule) -> None:
    found = match_name(text, name)

    assert found is not None and found.rule is rule


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("haftar", "Hatay"),
        ("GNA", "GNC"),
        ("ايران", "العراق"),
        ("sudan", "Sweden"),
        ("", "Haftar"),
        ("—", "—"),
    ],
)
def test_what_is_another_name_is_not_matched(text: str, name: str) -> None:
    assert match_name(text, name) is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Борис Джонсон", "Boris Johnson"),
        ("Валид Джумблат", "Walid Jumblatt"),
        ("шпилька", "szpilka"),
        ("дедищев", "dedischtschew"),
        ("Щербаков", "Szczerbakow"),
        ("Хрущёв", "Chruschtschow"),
        ("Войцех", "Wojciech"),
        ("Јован", "Jovan"),
        ("Јован", "Yovan"),
        ("Соловьёв", "Solovyev"),
        ("јошида", "yosida"),
        ("Ямадзаки", "Yamazaki"),
        ("Тосиро", "Toshiro"),
        ("Чжан", "Zhang"),
        ("Мальчевский", "Malczewski"),
        ("Вержбовский", "Wierzbowski"),
        ("Любимов", "Ljubimow"),
        ("Шмидгубер", "Schmidhuber"),
        ("Уайтейкер", "Whitaker"),
        ("Макдоно", "McDonough"),
        ("Джентилони", "Gentiloni"),
        ("Эрранс", "Herranz"),
        ("Тибо", "Thibaut"),
        ("لوتس", "Lutz"),
        ("يان", "Jan"),
    ],
)
def test_a_spelling_that_another_alphabet_forces_is_a_spelling(text: str, name: str) -> None:
    found = match_name(text, name)

    assert found is not None and found.complete and found.rule is NameRule.TRANSLITERATION


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Mahdi", "Madi"),
        ("Мади", "Mahdi"),
        ("Sarraj", "Saraya"),
        ("Sezer", "Szer"),
        ("Томас", "Toma"),
        ("Минако", "Minakov"),
        ("Островская", "Ostrovsky"),
        ("Константинова", "Konstantinov"),
        ("Yamazaki", "Yamaji"),
    ],
)
def test_names_that_only_look_as_if_an_alphabet_forced_them_are_two(text: str, name: str) -> None:
    found = match_name(text, name)

    assert found is None or not found.complete


def test_a_name_is_meant_by_a_text_only_where_enough_of_the_text_is_in_it() -> None:
    meant = match_name("Field Marshal Haftar", "Haftar")

    assert meant is not None and meant.rule is NameRule.WORDS
    assert match_name("Supreme Field Marshal Haftar", "Haftar") is None


def test_a_surer_rule_scores_higher() -> None:
    names = ["Sarraj", "sarraj", "sarráj", "al-Sarraj", "Серрадж", "Fayez Sarraj", "Sarrajov"]
    scores = [found.score for name in names if (found := match_name("Sarraj", name))]

    assert len(scores) == len(names)
    assert scores == sorted(set(scores), reverse=True)


def test_a_word_that_was_typed_further_scores_higher() -> None:
    scores = [found.score for typed in ("h", "haf", "hafta", "haftar") if (found := match_name(typed, "Haftar"))]

    assert len(scores) == 4
    assert scores == sorted(set(scores))


def test_an_added_ending_is_no_slip() -> None:
    assert match_name("Haftari", "Haftar") is None


def candidate(bearer: str, text: str, kind: str = "COMMON") -> Candidate:
    return Candidate(bearer, bearer.title(), bearer, text, "en", script(text), kind, None)


def test_bearers_that_are_meant_equally_well_are_all_shown_and_said_to_be() -> None:
    found = [
        candidate("hill", "Ann"),
        candidate("dale", "ann"),
        candidate("glen", "Anna"),
        candidate("fen", "Bob"),
    ]
    hits = rank_bearers("ANN", found, 10)

    assert [(hit.candidate.bearer, hit.ambiguous) for hit in hits] == [
        ("dale", True),
        ("hill", True),
        ("glen", False),
    ]


def test_a_bearer_is_found_once_by_the_name_that_is_meant_best() -> None:
    hits = rank_bearers(
        "حفتر",
        [candidate("haftar", "Haftar"), candidate("haftar", "حفتر"), candidate("haftar", "Hifter")],
        10,
    )

    assert [(hit.candidate.text, hit.match.rule) for hit in hits] == [("حفتر", NameRule.EXACT)]


def test_a_name_proper_stands_before_a_metonym_of_equal_score() -> None:
    hits = rank_bearers("Rome", [candidate("a", "Rome", "METONYM"), candidate("b", "Rome", "OFFICIAL")], 10)

    assert [(hit.candidate.bearer, hit.ambiguous) for hit in hits] == [("b", True), ("a", True)]


@given(TEXTS, TEXTS)
def test_any_two_texts_can_be_compared(one: str, other: str) -> None:
    found = match_name(one, other)

    assert found is None or 0 < found.score <= 1


@given(TEXTS)
def test_a_text_is_a_spelling_of_itself_where_it_has_a_word(text: str) -> None:
    found = match_name(text, text)

    assert found is None if not index_terms.search_queries(text) else found is not None and found.rule is NameRule.EXACT


@given(TEXTS)
def test_nothing_that_is_typed_reaches_the_index_as_syntax(text: str) -> None:
    plain = re.compile(r"""(folded|sounds):[^\s+\-!(){}\[\]^"~*?:\\/&|<>=]+(\*)?(~[12]|\^[0-9])?""")

    assert all(plain.fullmatch(term) for query in index_terms.search_queries(text) for term in query.split(" "))


@given(st.sampled_from(pairs()))
def test_the_index_is_asked_for_something_that_it_holds_of_every_name_meant(
    pair: tuple[bool, str, str],
) -> None:
    _, text, name = pair
    held = index_terms.stored_forms(name)
    found = [
        form
        for term in " ".join(index_terms.search_queries(text)).split(" ")
        for field, wanted in [re.sub(r"[~^]\d", "", term).split(":")]
        for form in held[field].split(" ")
        if (form.startswith(wanted[:-1]) if wanted.endswith("*") else form == wanted)
    ]

    assert found or not same(text, name)
