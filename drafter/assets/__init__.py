"""Asset registers as offices keep them, read into the answers without guessing; and what in them asks for a merger."""
