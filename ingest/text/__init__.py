"""Data sets as text: read, written, checked for form, described for editors."""
