"""Tracked changes in a Word file: found, listed, told who made them, accepted and rejected."""
