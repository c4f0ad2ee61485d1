"""The page of trades between theatres."""
