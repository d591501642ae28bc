"""Tables as offices keep them, read for a table question without guessing: titles, units, sections, 同上, sums, remarks."""
