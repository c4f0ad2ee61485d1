"""What is sized again in a round after a trade was made: a closed list, spelt as it is asked for."""

from enum import StrEnum


class RoundRule(StrEnum):
    """What is worked out again in a round after a trade was made."""

    CENTRES = "centres"
    """Every candidate on one of its two issues, whose centres have moved; what pays nothing now may pay later."""
    PUBLISHED = "published"
    """
    Candidates of a giver on one of its two issues alone, as published (Stokman and Van Oosten 1994): the others keep
    their size, and one of which nothing is left falls out.
    """
