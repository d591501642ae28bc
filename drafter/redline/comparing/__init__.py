"""Two Word files compared into an EditScript."""
