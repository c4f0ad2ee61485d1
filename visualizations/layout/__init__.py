"""Where everything in a picture stands: seats, lines, names, labels."""
