"""Reading: what somebody wrote becomes a value, or it is said in both languages what is wrong with it.

One module a kind of value, used by every entrance (answer files, the interview, workbooks, registers, returned contracts). A reader knows the
written forms of a value and nothing of questions: ranges and options are laid down by the types (`drafter.types`). How much an entrance takes
is its own choice of readers: an answer file takes a date in one form (`days.day`), a cell of a sheet in those that people type (`days.iso`),
a register one that names no day (`days.partial`).
"""

from drafter.values.reading.problems import BadValue, BadValues
from drafter.values.reading.unknown import OPEN, is_open

__all__ = ["OPEN", "BadValue", "BadValues", "is_open"]
