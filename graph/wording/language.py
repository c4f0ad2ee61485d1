"""The language that everything is worded in, and what Babel (Unicode CLDR) knows of it and of others."""

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel import Locale

LOCALE = "en_GB"
"""British English writes `16 September 2020`, and `Syria, Libya and Sudan` without a comma before the last."""
# CLDR's likeliest language in N'Ko is one that it has no data of.
_WRITTEN_IN = {"Nkoo": "nqo"}


@cache
def locale() -> "Locale":
    """The locale in use. Babel is imported by what words something, as that takes longer than `--help` may."""
    from babel import Locale

    return Locale.parse(LOCALE)


def language(code: str) -> str:
    """The name of a language, or its code where CLDR has no name for it."""
    return str(locale().languages.get(code, code))


@cache
def direction(script: str) -> str:
    """Which way a script runs, `ltr` or `rtl`: that of the language most often written in it."""
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(_WRITTEN_IN.get(script, f"und_{script}")).text_direction
    except (UnknownLocaleError, ValueError):
        return "ltr"
