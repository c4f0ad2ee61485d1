"""Names in any script: how they are spelt, how they sound, and whether one is meant by another."""
