"""The parts of a text as the tags of a template call them; each fills paragraphs of its own."""

BLOCKS = ("contents", "body", "annexes", "notice", "drafting")
