"""Checks of content: the library, forms, Word templates."""
