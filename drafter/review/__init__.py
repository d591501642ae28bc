"""A returned contract reviewed against our standard, answered, and brought up to date."""
