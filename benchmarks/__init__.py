"""Figures: ratios measured in one run, against the floor and against the bare driver."""
