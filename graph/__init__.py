"""The model, the store and the analysis; knows nothing of the other rooms."""
