"""Rules applied to answers at run time."""
