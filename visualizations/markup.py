"""The templates of pages and sheets; whatever comes from data is escaped."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from linkage.graph.wording import findings, generations, leverage, numbers, robustness
from linkage.visualizations.client import evidence
from linkage.visualizations.layout.sizes import SIZES
from linkage.visualizations.network import style
from linkage.visualizations.network import words as wording

TEMPLATES = Path(__file__).parent / "templates"

environment = Environment(
    loader=FileSystemLoader(TEMPLATES),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
environment.globals |= {
    "sizes": SIZES, "panel": evidence, "style": style, "wording": wording, "terms": leverage, "findings": findings, "numbers": numbers,
    "generations": generations, "carried": robustness,
}  # fmt: skip
environment.policies["json.dumps_kwargs"] = {"sort_keys": True, "separators": (",", ":")}


def render_template(name: str, **values: object) -> str:
    """Fill the template *name*."""
    return environment.get_template(name).render(**values)
