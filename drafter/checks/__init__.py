"""Checks: of the library, of an answer set against the rules, of a template, of a finished contract."""
