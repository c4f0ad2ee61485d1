"""What could be traded for what between theatres, as pure functions of stances, claims and relations."""
