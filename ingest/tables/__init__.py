"""Tables of comma-separated values: stances and signed ties, in and out."""
