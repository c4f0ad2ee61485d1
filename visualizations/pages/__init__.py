"""Pages beside the picture."""
