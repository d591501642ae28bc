"""The Flask application; it comes with its own issue."""
