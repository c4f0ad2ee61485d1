"""What could be traded for what, as part of the API: types, where their fields stand, and how they are answered."""
