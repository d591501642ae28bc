"""Changes as a web page and as lists."""
