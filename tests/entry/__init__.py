"""How people write values, at every entrance."""
