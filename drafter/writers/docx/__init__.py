"""Word output: body XML written straight to a string, poured into a compiled template."""
