"""What a Word file is: opened safely, its parts, names, text, styles, numbers and relationships."""
