"""What the page of trades says: its values, its words and its markup, on invented answers."""

import math
import re
from datetime import date
from pathlib import Path

import pytest
from graphql import build_schema, parse, validate

from linkage.graph.errors import LensError, PictureError
from linkage.graph.wording import leverage as terms
from linkage.graph.wording import numbers
from linkage.visualizations.assets import Assets
from linkage.visualizations.client.queries import query
from linkage.visualizations.layout.trade_layer import laid
from linkage.visualizations.network.drawing import draw
from linkage.visualizations.network.view import read_network
from linkage.visualizations.pages.leverage.page import render_leverage
from linkage.visualizations.pages.leverage.request import Inquiry
from tests.leverage_answers import (
    NORTH,
    OPENING,
    QUAY,
    SOUTH,
    Answers,
    cell,
    found,
    leverage,
    nothing,
    pair,
    relation,
    trade,
)
from tests.orchard import claim, quarrel

SUPPOSED = "suppose=north:apples&salience=0.9"
HOSTILE = '</script><script>hurt(1)</script><img src=x onerror=hurt(2)>" onfocus="hurt(3)'


def shown(assets: Assets, address: str = "", answers: Answers | None = None) -> str:
    return render_leverage(found(address, answers), assets)


def said(markup: str) -> str:
    """The words of a page, without its tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", markup))


def test_an_address_says_all_that_is_asked_and_is_read_back() -> None:
    text = (
        f"{OPENING.address()}&actor=north&actor=south&trade=north:apples:south:quay"
        "&suppose=north:apples&salience=0.4&draws=100&seed=7"
    )

    assert Inquiry.from_address(text, OPENING).address() == text


def test_theatres_and_day_that_an_address_leaves_out_are_those_of_the_opening() -> None:
    inquiry = Inquiry.from_address("actor=north", OPENING)

    assert inquiry.lens.theatres == ("orchard", "harbour") and inquiry.lens.as_of == date(2020, 9, 16)


@pytest.mark.parametrize(
    ("address", "named"),
    [
        ("salience=1.5", "salience"),
        ("draws=0", "draws"),
        ("trade=north:apples", "trade"),
        ("suppose=North:apples", "suppose"),
        ("seed=1&seed=2", "seed"),
        ("colour=red", "colour"),
    ],
)
def test_what_cannot_be_asked_is_refused_by_name(address: str, named: str) -> None:
    with pytest.raises(LensError, match=named):
        Inquiry.from_address(address, OPENING)


def test_one_theatre_is_refused_before_anything_is_asked() -> None:
    answers = Answers()

    with pytest.raises(LensError, match="two theatres"):
        found("theatre=orchard", answers)
    assert answers.asked == []


def test_the_pair_that_trades_most_is_looked_at_where_nobody_is_named() -> None:
    answers = Answers()
    found("", answers)

    assert answers.asked[1]["actors"] == ["north", "south"]


def test_the_trade_shown_goes_the_likelier_way_and_exists_at_the_best_figures() -> None:
    # The likeliest of all goes the other way, and only elsewhere in the ranges.
    likeliest, shown = found().analysis.trades

    assert likeliest.share and shown.share and likeliest.share.share > shown.share.share
    assert found().trade == shown


def test_of_trades_that_go_the_likelier_way_the_likeliest_is_shown_and_not_the_largest_of_all() -> None:
    back = trade(giver1=SOUTH, giver2=NORTH, share=shares_of(0.7))
    small, smaller = trade(issue2={**QUAY, "key": "pier"}, share=shares_of(0.3)), trade(share=shares_of(0.2))
    rows = [*leverage()["table"], {**leverage()["table"][1], "issue": {**QUAY, "key": "pier"}}]
    one = found("", Answers(leverage(trades=[back, small, smaller], table=rows))).trade

    assert one and one.issue2.key == "pier"


def test_a_trade_that_falls_away_is_shown_as_itself() -> None:
    gone = leverage(trades=[trade(giver1=SOUTH, giver2=NORTH, point=None), trade(point=None)])
    one = found(SUPPOSED, Answers(supposed=gone)).trade

    assert one and one.giver1.key == "north" and one.point is None


def test_a_trade_that_is_named_is_the_one_shown() -> None:
    one = found("trade=south:apples:north:quay").trade

    assert one and one.giver1.key == "south"


def test_the_centre_moves_the_way_that_its_giver_goes() -> None:
    one = found().trade
    assert one
    apples, quay = one.sides

    assert (apples.centre, apples.after) == (35.0, 43.25)
    assert (quay.centre, quay.after) == (60.0, 40.0)


def test_only_what_is_supposed_is_asked_with_the_same_seed_and_draws() -> None:
    answers = Answers()
    found(SUPPOSED, answers)
    coded, supposed = answers.asked[1:3]

    assert coded["suppose"] is None
    assert supposed == coded | {"suppose": [{"actor": "north", "issue": "apples", "salience": 0.9}]}


def test_months_are_those_in_which_a_stance_held() -> None:
    assert found().months == (date(2020, 1, 31), date(2020, 2, 29), date(2020, 9, 30))


def test_every_claim_that_is_mentioned_is_among_the_sources_once(assets: Assets) -> None:
    markup = shown(assets)
    mentioned = set(re.findall(r'href="#claim-([^"]+)"', markup))

    assert mentioned == {"one", "two", "three"}
    assert sorted(re.findall(r'id="claim-([^"]+)"', markup)) == sorted(mentioned)


def test_an_answer_of_another_shape_is_refused_with_its_place() -> None:
    with pytest.raises(PictureError, match=r"leverage\.draws"):
        found("", Answers(leverage(draws="many")))


@pytest.mark.parametrize("name", ["pairs", "leverage", "sources"])
def test_the_queries_ask_for_what_the_schema_has(name: str) -> None:
    schema = (Path(__file__).parent.parent / "api" / "schema.graphql").read_text(encoding="utf-8")

    assert validate(build_schema(schema), parse(query(name))) == []


def test_a_trade_is_told_by_who_gives_what_and_where_the_scale_leads() -> None:
    one = found().trade
    assert one
    apples, quay = one.sides

    assert terms.headline(one) == "Northmark would give in Orchard, Southmark in Harbour"
    assert terms.move(apples) == "Northmark: 10 → 40, towards “Southmark picks all”"
    assert terms.move(quay) == "Southmark: 90 → 30, towards “Northmark alone”"
    assert terms.centre(quay) == "weighted centre 60 → 40"


def test_the_reason_for_the_direction_names_both_ratios() -> None:
    one = found().trade
    assert one

    assert "Northmark 0.50 and Southmark 2.00" in terms.why(one)
    assert terms.why(one).endswith("gives there: here Northmark.")


def test_limit_and_thresholds_say_what_would_be_so() -> None:
    one = found().trade
    assert one and one.point

    assert terms.limit(one) == (
        "No larger: Southmark would then stand where Northmark does on “Who lands at the quay?”."
    )
    assert [f"{terms.threshold(each)}: {terms.effect(each)}" for each in one.thresholds] == [
        "Salience of Southmark on “Who picks the apples?”: from 0.80 down to 0.20: the two would change roles",
        "Position of Northmark on “Who lands at the quay?”: from 20 up to 60: the trade would fall away, as far as 75",
    ]


@pytest.mark.parametrize(
    ("value", "words"), [(0.0, "0.00"), (0.004, "< 0.01"), (0.32, "0.32"), (0.999, "> 0.99"), (1.0, "1.00")]
)
def test_a_small_share_is_not_none_and_a_large_one_not_all(value: float, words: str) -> None:
    assert numbers.share(value) == words


@pytest.mark.parametrize(("value", "words"), [(-4.2, "−4.20"), (1.875, "+1.88"), (0.001, "±0.00"), (10.0, "+10.00")])
def test_amounts_carry_their_sign(value: float, words: str) -> None:
    assert numbers.signed(value) == words


def test_the_three_shares_stand_apart(assets: Assets) -> None:
    [section] = re.findall(r'id="shares".*?</details>', shown(assets), re.DOTALL)
    table = said(section)

    assert "Northmark gives in Orchard, Southmark in Harbour 0.80 0.40 0.32" in table
    assert "Southmark gives in Orchard, Northmark in Harbour 0.80 0.12 0.10" in table
    assert "No trade between the two – – 0.58" in table


def test_losers_are_marked_in_words_as_clients_and_as_able_to_block(assets: Assets) -> None:
    row = re.search(r'<tr data-actor="guild">.*?</tr>', shown(assets), re.DOTALL)
    assert row

    assert {"−4.20", "client of Northmark", "said to be able to block"} <= {
        part.strip(" ⚠⊘") for part in re.findall(r">([^<>]+)<", row[0])
    }
    assert 'href="/?theatre=orchard&amp;theatre=harbour&amp;as-of=2020-09-16#line-north-backs-guild"' in row[0]


def test_a_relation_of_which_nobody_speaks_on_the_day_says_when_it_was_last_said(assets: Assets) -> None:
    carried = relation(basis="CARRIED", lastAttested="2020-05-24")
    talks = pair(channel={"direct": True, "actors": [NORTH, SOUTH], "relations": [carried]})

    text = said(shown(assets, "", Answers(leverage(traders=[talks]))))

    assert "(several independent origins; carried, last said of 24 May 2020)" in text
    assert "last said of" not in said(shown(assets))


def test_a_stance_of_an_earlier_month_is_marked_wherever_it_stands(assets: Assets) -> None:
    analysis = leverage()
    analysis["table"][0]["cells"][0] = cell(NORTH, 10, 0.4, carriedFrom="2020-01-31")
    analysis["table"][0]["cells"][0]["bounds"]["position"] = {"low": 0, "high": 31}
    analysis["table"][0]["unknown"][0]["carriedFrom"] = "2020-03-31"

    markup = shown(assets, "", Answers(analysis))

    assert said(markup).count("carried from January 2020") == 2
    assert "nobody has coded capability (carried from March 2020)" in said(markup)
    assert '<line class="range" x1="0%" x2="31%"' in markup.replace("0.0%", "0%").replace("31.0%", "31%")
    assert "carried from" not in said(shown(assets))


def test_an_empty_answer_says_why(assets: Assets) -> None:
    text = said(shown(assets, "", Answers(nothing())))

    assert "No trade for 16 September 2020, as it was known by that day: Nobody cares" in text
    assert "What is unknown" in text and "No forecast." in text


def test_what_is_supposed_stands_beside_what_is_coded(assets: Assets) -> None:
    changed = leverage(trades=[trade(share=shares_of(0.05))], traders=[pair(none=0.9)])
    text = said(shown(assets, SUPPOSED, Answers(supposed=changed)))

    assert "Supposed: salience 0.90 of Northmark on “Who picks the apples?”, coded as 0.40" in text
    assert "Share of the trade as coded 0.32 0.05 changed" in text
    assert "No trade 0.58 0.90 changed" in text


def test_a_trade_that_turns_round_under_what_is_supposed_is_shown_turned(assets: Assets) -> None:
    turned = trade(giver1=SOUTH, giver2=NORTH, share=shares_of(0.5))
    supposed = leverage(trades=[turned, trade(point=None, outcomes=[], thresholds=[], share=shares_of(0.2))])
    text = said(shown(assets, SUPPOSED, Answers(supposed=supposed)))

    assert "Southmark would give in Orchard, Northmark in Harbour" in text
    assert "Share of the trade as coded 0.32 0.20 changed" in text


def shares_of(share: float) -> dict[str, object]:
    return {"needed": 0.8, "given": share / 0.8, "share": share, "opposite": 0.0}


def test_no_promise_and_no_advice_is_in_the_text(assets: Assets) -> None:
    texts = [
        said(shown(assets, address, answers))
        for address, answers in (
            ("", None),
            (SUPPOSED, None),
            ("trade=south:apples:north:quay", None),
            ("", Answers(nothing())),
            (
                "",
                Answers(leverage(traders=[pair(channel={"direct": False, "actors": [NORTH], "relations": []})])),
            ),
        )
    ]

    assert [word for text in texts for word in re.findall(r"\b(?:will|should|must|shall)\b", text)] == []


def test_seed_draws_claims_and_origins_are_on_the_page(assets: Assets) -> None:
    assert "9 claims of 4 independent origins, 4,000 draws, seed 11" in said(shown(assets)).lower()


def test_names_in_other_scripts_carry_their_language_and_direction(assets: Assets) -> None:
    assert '<span class="name" lang="ar" dir="rtl">نورثمارك</span>' in shown(assets)


def test_hostile_text_stays_text(assets: Assets) -> None:
    hostile = leverage(
        notes=[HOSTILE],
        trades=[trade(giver1={**NORTH, "name": HOSTILE, "names": []})],
        traders=[pair(one={**NORTH, "name": HOSTILE, "names": []})],
    )
    markup = shown(assets, "", Answers(hostile, one=claim(HOSTILE, key="one")))

    assert "hurt(1)" in markup
    assert "<script>" not in markup and "<img" not in markup and ' onfocus="' not in markup


def test_a_trade_is_laid_over_the_picture_by_two_arrows_that_run_apart() -> None:
    view = read_network(quarrel(), OPENING)
    one = found().trade
    assert one
    overlay = laid(draw(view), one)
    forth, back = overlay.gifts

    assert (forth.curve.start, forth.curve.end) == (back.curve.end, back.curve.start)
    assert math.dist(forth.curve.at(0.5), back.curve.at(0.5)) > 40
    assert forth.tag.text and back.tag.text
    assert {key: badge.text for key, badge in overlay.badges.items()} == {
        "guild": "▼ −4.20",
        "north": "▲ +1.88",
        "south": "▲ +1.88",
    }


def test_who_is_not_in_the_picture_is_named_as_missing() -> None:
    moon = {"key": "moon", "name": "Moon"}
    outcome = {"actor": moon, "amount": 1.0, "trades": True, "backedBy": [], "vetoes": []}
    one = found("", Answers(leverage(trades=[trade(giver1=moon, outcomes=[outcome])]))).trade
    assert one
    overlay = laid(draw(read_network(quarrel(), OPENING)), one)

    assert (overlay.gifts, overlay.missing) == ((), ("Moon",))
    assert "Not in this picture: Moon." in terms.over(one, overlay.missing)
