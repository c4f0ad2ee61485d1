"""The kinds of warnings: what is odd about a valid record, by which warnings are counted and told together."""

from enum import StrEnum


class Caution(StrEnum):
    """Of which kind a warning is, in the words that stand above those of its kind."""

    CENTURY = "a date of another century"
    """A year before 1000 is more likely a slip than meant."""
    FUTURE = "a date in the future"
    """What is written down has happened."""
    FORETOLD = "held after its document"
    """Nobody can say in March what went on in June, unless it is a guess, a plan or the term of a text."""
    AFTER_ITS_END = "an act after its end"
    """The dead do not act, nor do the dissolved."""
    AFTER_OFFICE = "an office after its end"
    """Who has left an office holds it again only where somebody says so."""
    ELSEWHERE = "a place outside the theatres"
    """What is tied to a place matters in the theatre that the place lies in."""
    IDLE_DENIAL = "a denial that disputes nothing"
    """Who denies something answers somebody."""
    IDLE_END = "an end of what nobody tells"
    """A tie that ends has been there."""
    OPPOSITE = "backs and opposes on the same days"
    """Where both are told of one pair in one theatre, one claim disputes the other or has other days."""
    PARTISAN = "a partisan word in our own words"
    """Summaries are neutral; such a word stands in quotes or in a name that is marked as partisan."""
    MIXED_SCRIPT = "a word of mixed scripts"
    """A letter of another alphabet that looks alike hides a word from whoever searches for it."""
    ALIKE = "two names that look alike"
    """Names of two actors that differ by case or by a letter that looks like another are most likely one."""
    SURPLUS = "more than the head expects"
    """An assertion has a maximum."""
