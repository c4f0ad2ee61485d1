"""Where the fields of the schema stand in the store, and what lists are narrowed by."""
