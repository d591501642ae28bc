"""Contract and proposal drafting from a clause library."""

__version__ = "0.1.0"
