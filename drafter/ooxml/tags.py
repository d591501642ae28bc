"""The tags of content controls by which drafter knows its provisions again."""

TAG_PREFIX = "drafter:"  # followed by clause id, @, position
