"""Where the declared fields of record kinds stand in the store, which follows from the form of each."""

from pydantic.alias_generators import to_camel

from linkage.api.storage.places import STAYING, STAYS, Any, Leaf, Many, One, Part, Parts, Storage
from linkage.graph.fields import Field, Form


def place(field: Field) -> Storage:
    """Where a field of any form but a span stands."""
    match field.form:
        case Form.PARTS:
            leaves = {to_camel(item.name): _leaf(item.stored) for item in field.parts}
            if not field.optional:
                return Part(leaves)
            required = next(item.stored for item in field.parts if not item.optional)
            return Part(leaves, f"{{x}}.{required} IS NOT NULL")
        case Form.NUMBERS:
            names, values = (f"{{x}}.{field.stored.removesuffix('s')}{end}" for end in ("Names", "Values"))
            leaves = {"name": Leaf(f"{names}[{{i}}]"), "value": Leaf(f"{values}[{{i}}]")}
            return Parts(leaves, f"size(coalesce({names}, []))")
        case Form.NAMES:
            return Many("({x})<-[{r}:NAMES]-({y}:Name)", "{r}.position")
        case Form.KEY:
            return _by_key(field)
        case Form.LINK:
            return _by_link(field)
        case _:
            return _leaf(field.stored)


def span(prefix: str) -> dict[str, Storage]:
    """Where the ends of a span stand as they were written, by the fields of GraphQL."""
    return {f"{prefix}{end}": _leaf(f"{prefix}{end}Text") for end in ("From", "To")}


def _leaf(name: str) -> Leaf:
    return Leaf(f"{{x}}.{name}")


def _by_key(field: Field) -> Storage:
    assert field.refers
    target = f"({{y}}:{field.refers.to}"
    if field.many:
        return Many(f"{target})", "{y}.key", where=f"{{y}}.key IN {{x}}.{field.stored}")
    return One(f"{target} {{{{key: {{x}}.{field.stored}}}}})")


def _by_link(field: Field) -> Storage:
    assert field.refers
    to, link = field.refers.to, f"{'[{r}:' if field.many else '[:'}{field.refers.link}]"
    if to == "Record":
        return Any(f"({{x}})-{link}->(:Record){STAYS}({{y}}:Record)", where=STAYING)
    # An actor that is judged to be another is read under the key that stays.
    end, where = (f"(:Actor){STAYS}({{y}}:Actor)", STAYING) if to == "Actor" else (f"({{y}}:{to})", "")
    if field.many:
        return Many(f"({{x}})-{link}->{end}", "{r}.position", where=where)
    return One(f"({{x}})-{link}->{end}", where=where)
