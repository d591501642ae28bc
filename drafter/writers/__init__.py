"""Writers: a Document in, a file format out. One table of formats in `formats`."""
