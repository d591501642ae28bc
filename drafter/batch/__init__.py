"""Batches: many rows in, many documents out."""
