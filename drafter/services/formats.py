"""The output formats there are, by name. Importing this loads no writer."""

from __future__ import annotations

from drafter.writers.formats import PACK, WRITERS

DOCUMENTS = tuple(WRITERS)  # of a drafted document
BATCH = (*DOCUMENTS, PACK)  # of a row of a batch
FORMS = ("docx", "xlsx")  # of a form
