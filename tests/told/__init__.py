"""What the API is to answer, worked out from the text of a data set."""
