"""Assembly: a situation in, a numbered contract out, laid out as blocks of the Document model."""
