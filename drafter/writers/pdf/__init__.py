"""PDF: a Word file laid out by LibreOffice, and held against the file word by word before it is handed on."""
