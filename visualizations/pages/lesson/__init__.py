"""The lesson on why the answer changes."""
