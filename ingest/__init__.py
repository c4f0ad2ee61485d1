"""From text in version control to claims and relations in the store."""
