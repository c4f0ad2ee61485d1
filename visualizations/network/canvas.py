"""Pictures by pyvis: our page in one file or served, and a plain network for those who want pyvis' own."""

import json
from dataclasses import asdict
from typing import Any, Literal

from pyvis.network import Network

from linkage.graph.families import Family
from linkage.graph.lens import Lens
from linkage.graph.wording import leverage, pictures
from linkage.graph.wording.lens import caption
from linkage.visualizations import markup
from linkage.visualizations.assets import SERVED_POLICY, Assets
from linkage.visualizations.client.trades import TradeCard
from linkage.visualizations.layout.sizes import SIZES
from linkage.visualizations.layout.trade_layer import Badge, GiftArrow, Overlay, laid
from linkage.visualizations.network.drawing import Drawing, LineCourse, Spot, draw, is_full
from linkage.visualizations.network.focus import EVERYBODY, Focus, joined_address
from linkage.visualizations.network.folding import fold_of, fold_view
from linkage.visualizations.network.legend import legend_of
from linkage.visualizations.network.style import GIFT, INK, SHAPE_OF
from linkage.visualizations.network.svg import sheet
from linkage.visualizations.network.view import MOST_RELATIONS, View
from linkage.visualizations.network.words import spoken
from linkage.visualizations.pages.leverage.request import Inquiry

Mode = Literal["file", "served"]
_ELSEWHERE = ("color", "label", "title")  # what our page takes from the style sheet, draws itself, or has on the sheet


class NetworkPage(Network):  # type: ignore[misc]
    """
    pyvis' network on our own page.

    pyvis' template loads from other hosts and prints what it is given unescaped; none of it is used.
    """

    def __init__(self, **values: object) -> None:
        super().__init__(directed=True, cdn_resources="in_line")
        self._values = values

    def add(self, **values: object) -> None:
        """Give the template more than nodes, edges and options."""
        self._values |= values

    def generate_html(self, name: str = "index.html", local: bool = True, notebook: bool = False) -> str:
        nodes, edges, *_, options = self.get_network_data()
        return markup.render_template(
            "page.html",
            nodes=nodes,
            edges=[{key: value for key, value in edge.items() if key not in _ELSEWHERE} for edge in edges],
            ends=_ends(),
            options=json.loads(options),
            drawn_sizes=asdict(SIZES),
            **self._values,
        )


def _ends() -> dict[str, dict[str, object]]:
    """The mark at an end, by family, for lines that the page draws itself."""
    return {family.value: {"outline": family.stroke.outline, "length": family.stroke.length} for family in Family}


def render_network(
    view: View,
    lens: Lens,
    assets: Assets,
    mode: Mode = "file",
    trade: TradeCard | None = None,
    focus: Focus = EVERYBODY,
) -> str:
    """
    The page that shows of *view* what *focus* asks for, with *trade* drawn over it.

    As a `file` it stands alone and works from disk; `served` it links the assets' files and carries a form
    that changes the lens. Where nothing can be drawn it says why and what to change.
    """
    view = fold_view(view, focus, [outcome.actor.key for outcome in trade.outcomes] if trade else ())
    fold = fold_of(view)
    page = NetworkPage(
        focus=focus, fold=fold, missing=[key for key in focus.beside if key not in view.names],
        refocused=lambda wish: f"?{joined_address(_inquiry(lens, trade).address() if trade else lens.address(), wish)}",
        view=view, lens=lens, title=pictures.title(lens, view.theatre_names),
        caption=caption(lens, view.theatre_names, view.since),
        overlay=None, trade=trade, assets=assets, links=assets.links, served=mode == "served",
        address=_address(lens, trade), policy=assets.file_policy if mode == "file" else SERVED_POLICY,
    )  # fmt: skip
    if view.too_large:
        page.add(drawing=None, message=pictures.too_many(view.total, MOST_RELATIONS))
    elif not view.relations:
        page.add(drawing=None, message=pictures.nothing(lens, view.theatre_names, view.undated))
    else:
        drawing = draw(view)
        overlay = laid(drawing, trade) if trade and trade.sides else None
        narrow = _narrow(draw(view, narrow=True), overlay) if is_full(view) else None
        page.add(drawing=drawing, sheet=sheet(drawing, lens, overlay), legend=legend_of(view, bool(overlay)))
        page.add(frames=_frames(drawing), narrow=narrow, file_name=_file_name(lens), overlay=overlay)
        _fill(page, drawing)
        if overlay:
            _lay(page, overlay)
    return str(page.generate_html())


def to_pyvis(view: View) -> Network:
    """
    A plain pyvis network of what `fetch_network` found, for pyvis' own template or a notebook.

    Actors are where our own picture has them, and no physics moves them; of a view without relations the network is
    empty. It carries no HTML: a node has no title, for one with `href` in it makes pyvis' template print all of
    them as HTML. That template still loads from other hosts; `render_network` does not.
    """
    network = Network(directed=True, notebook=True, cdn_resources="remote", height="720px")
    if view.relations:
        _fill(network, draw(view))
    return network


def _fill(network: Network, drawing: Drawing) -> None:
    for spot in drawing.spots:
        network.add_node(spot.actor.key, **_node(spot))
    for course in drawing.courses:
        network.add_edge(*course.line.ends, **_edge(course, drawing))
    options = {
        "physics": {"enabled": False},
        "layout": {"improvedLayout": False},
        "nodes": {"borderWidth": 2, "size": SIZES.radius, "font": {"size": SIZES.name}},
        "interaction": {
            "hover": True,
            "tooltipDelay": 200,
            "selectConnectedEdges": False,
            "hideEdgesOnDrag": not is_full(drawing.view),
        },
    }
    network.set_options(json.dumps(options))


def _lay(network: Network, overlay: Overlay) -> None:
    """Draw both arrows as edges, and mark what the trade is worth to whom."""
    for node in network.nodes:
        node["badge"] = _badge(overlay.badges.get(node["id"]), node["x"], node["y"])
    for gift in overlay.gifts:
        network.add_edge(
            gift.side.giver.key,
            gift.side.taker.key,
            id=gift.id,
            family=GIFT.value,
            title=f"{leverage.given(gift.side)}. {leverage.move(gift.side)}",
            label=gift.tag.text,
            width=GIFT.width,
            arrows={"to": {"enabled": True, "type": GIFT.stroke.end, "scaleFactor": 0.8}},
            color={"color": GIFT.stroke.light, "highlight": GIFT.stroke.light, "hover": GIFT.stroke.light},
            opacity=1.0,
            **_course(gift),
        )


def _badge(badge: Badge | None, x: float, y: float) -> dict[str, Any] | None:
    """A badge with the place of its middle, measured from the actor."""
    if badge is None:
        return None
    return {
        "text": badge.text,
        "kind": badge.kind,
        "x": round((badge.box.left + badge.box.right) / 2 - x, 1),
        "y": round((badge.box.top + badge.box.bottom) / 2 - y, 1),
    }


def _node(spot: Spot) -> dict[str, Any]:
    fill = {"background": spot.fill, "border": INK}
    return {
        "label": "\n".join(spot.label.lines),
        "name": spot.actor.name,
        "degree": spot.degree,
        "shape": SHAPE_OF[spot.actor.kind].name,
        "color": {**fill, "highlight": fill, "hover": fill},
        **_place(spot),
    }


def _place(spot: Spot) -> dict[str, Any]:
    return {"x": round(spot.place[0], 1), "y": round(spot.place[1], 1), "side": spot.label.side}


def _edge(course: LineCourse, drawing: Drawing) -> dict[str, Any]:
    line, tag, look = course.line, course.tag, course.look
    stroke, width = line.family.stroke, look.width
    # vis-network makes end marks larger on wider lines; ours have one size.
    end = {
        "enabled": not look.crossed,
        "type": stroke.end,
        "scaleFactor": max(0.1, (stroke.length - 3 * width) / 15),
    }
    return {
        "id": line.id,
        "family": line.family.value,
        "title": spoken(line, drawing.view),
        "label": f"{tag.mark} {tag.text}".strip() if tag else "",
        "width": width,
        "dashes": list(stroke.dashes) if stroke.dashes and drawing.dashed else False,
        "arrows": {"to": end, "from": end} if line.mutual else {"to": end},
        "color": {"color": stroke.light, "highlight": stroke.light, "hover": stroke.light},
        "opacity": drawing.opacity(line),
        "hollow": {"core": look.core, "tint": look.tint, "crossed": look.crossed} if look.core else None,
        **_course(course),
    }


def _course(course: LineCourse | GiftArrow) -> dict[str, Any]:
    bend, tag = course.curve.bend, course.tag
    smooth = {"enabled": True, "type": "curvedCW" if bend > 0 else "curvedCCW", "roundness": abs(bend)}
    return {"smooth": smooth if bend else False, "tag": tag and tag.relative()}


def _narrow(drawing: Drawing, overlay: Overlay | None) -> dict[str, Any]:
    """What is elsewhere on a narrow screen, in the order of the nodes and edges."""
    over = laid(drawing, overlay.trade) if overlay else None
    courses: list[LineCourse | GiftArrow] = [*drawing.courses, *(over.gifts if over else ())]
    return {
        "nodes": [
            _place(spot) | {"badge": _badge(over.badges.get(spot.actor.key), *spot.place) if over else None}
            for spot in drawing.spots
        ],
        "edges": [_course(course) for course in courses],
        "frames": _frames(drawing),
    }


def _frames(drawing: Drawing) -> list[dict[str, Any]]:
    return [
        {
            "name": frame.region.name,
            "fill": frame.fill,
            "left": round(frame.box.left, 1),
            "top": round(frame.box.top, 1),
            "width": round(frame.box.width, 1),
            "height": round(frame.box.height, 1),
            **({"more": frame.more, "key": frame.region.key} if frame.more else {}),
        }
        for frame in drawing.frames
    ]


def _address(lens: Lens, trade: TradeCard | None) -> str:
    """Where the page of trades says more about *trade*, or about the theatres of the lens."""
    if trade:
        return f"/leverage?{_inquiry(lens, trade).address()}"
    return f"/leverage?{lens.address()}" if len(lens.theatres) > 1 else "/leverage"


def _inquiry(lens: Lens, trade: TradeCard) -> Inquiry:
    return Inquiry(lens=lens, actor=(trade.giver1.key, trade.giver2.key), trade=trade.key)


def _file_name(lens: Lens) -> str:
    """What an exported picture is called, without the ending."""
    return "-".join([*lens.theatres, *([str(lens.as_of)] if lens.as_of else [])]) or "linkage"
