"""HTML pages from templates, every value escaped."""
