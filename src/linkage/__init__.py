"""Linkage: who stands with whom, in which theatre, since when, and who says so."""
