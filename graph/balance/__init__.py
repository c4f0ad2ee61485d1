"""Structural balance: how a signed graph falls into camps, and what its relations say together."""
