"""The pages on predictions that are held against agreements."""
