"""An EditScript written into the revised file as tracked changes."""
