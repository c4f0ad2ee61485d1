"""What several writers and readers get on one database who are killed and paused, held against a model."""
