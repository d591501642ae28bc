"""Two versions of a contract: compared, and what is tracked in one of them read and settled."""
