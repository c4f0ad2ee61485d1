"""From claims to relations: who is one, who acts for whom, and what claims add up to."""
