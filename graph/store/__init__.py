"""The database as the rest of the project sees it: statements in, values out."""
