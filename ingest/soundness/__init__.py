"""Whether what is stored is what the texts, and the rule from claims to relations, come to; and how to mend it."""
