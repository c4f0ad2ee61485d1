"""What a data set covers and what it leaves open, by its text alone."""
