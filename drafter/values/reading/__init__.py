"""Reading: what somebody wrote becomes a value, or it is said in both languages what is wrong with it.

One module a kind of value, used by every entrance: answer files, the interview, workbooks, registers, batches, returned contracts. A reader knows
the written forms of a value and nothing of questions: ranges and options are laid down by the types (`drafter.types`). What may be meant in two ways
is refused with both. Registers alone take more, and say so: a date that names no day (`days.partial`), an amount in the unit of its heading.
"""

from drafter.values.reading.problems import BadValue, BadValues
from drafter.values.reading.unknown import OPEN, is_open

__all__ = ["OPEN", "BadValue", "BadValues", "is_open"]
