"""Results that know what they were made from: each is made again only when something that it read has changed.

What reads what is recorded while it is made. A change marks what may hang on it; what is then asked for looks first whether anything it read came out
otherwise, in the order in which it was read, and is made again only then. So no more is made than has changed, and nothing is kept that has.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from enum import Enum, auto
from typing import Any

Name = tuple[str, str]
_NOTHING = object()


class State(Enum):
    """What is known of a result: right, perhaps no longer right, to be made again, or being made."""

    RIGHT = auto()
    DOUBTFUL = auto()
    STALE = auto()
    MAKING = auto()


class Ledger:
    """What is being made at this moment, and what has been asked for since the last beginning."""

    def __init__(self) -> None:
        self.making: list[dict[Result, None]] = []
        self.asked: dict[Result, None] = {}
        self.sound = True  # False after an error, or something defined by itself: what was kept then hangs on the order of asking

    def note(self, result: Result) -> None:
        """Remember that what is being made reads a result."""
        (self.making[-1] if self.making else self.asked)[result] = None

    def names(self) -> frozenset[Name]:
        """Return the names on whose values all hangs that has been asked for."""
        nothing: frozenset[Name] = frozenset()
        return nothing.union(*(result.names() for result in self.asked))


class Result:
    """A value, what it was made from, and what was made from it. `name` says whose value it is: an agreement's id and a name in it."""

    __slots__ = ("_names", "begun", "ledger", "make", "name", "readers", "reads", "state", "value")

    def __init__(self, ledger: Ledger, begun: Any, make: Callable[[], Any] | None = None, name: Name | None = None) -> None:
        self.ledger, self.begun, self.value, self.make, self.name = ledger, begun, begun, make, name
        self.reads: dict[Result, None] = {}
        self.readers: set[Result] = set()
        self.state = State.RIGHT if make is None else State.STALE
        self._names: frozenset[Name] | None = None

    def get(self) -> Any:
        """Return the value, made again where that is needed, and note that it was read."""
        self.ledger.note(self)
        if self.state is not State.RIGHT:
            self.settle()
        return self.value

    def settle(self) -> None:
        """Make the value right. One that is just being made is still as it was begun."""
        if self.state is State.MAKING:
            self.ledger.sound = False
        elif not self.stands():
            assert self.make is not None
            self.take(self.make)

    def stands(self) -> bool:
        """Return whether nothing that was read has come out otherwise."""
        if self.state is State.DOUBTFUL:
            for read in self.reads:
                if read.state is not State.RIGHT:
                    read.settle()
                if self._is_stale():
                    return False
            self.state = State.RIGHT
        return self.state is State.RIGHT

    def _is_stale(self) -> bool:
        return self.state is State.STALE

    def take(self, make: Callable[[], Any]) -> None:
        """Make the value, with what it reads. An equal one leaves the former object in its place."""
        before, self.value, self.state = self.value, self.begun, State.MAKING
        reads: dict[Result, None] = {}
        self.ledger.making.append(reads)
        try:
            value = make()
        except BaseException:
            self.ledger.sound = False
            raise
        finally:
            self.ledger.making.pop()
            self._has_read(reads)
            self.state = State.RIGHT
        self.value = before
        self.become(value)

    def become(self, value: Any) -> None:
        """Take a value; what was made from another is stale."""
        if not same(self.value, value):
            self.value = value
            for reader in self.readers:
                reader.doubt(State.STALE)

    def doubt(self, state: State) -> None:
        """Mark the result as stale or doubtful, and what was made from it as doubtful."""
        before = self.state
        if before is State.RIGHT or (before is State.DOUBTFUL and state is State.STALE):
            self.state, self._names = state, None
        if before is State.RIGHT:
            for reader in self.readers:
                if reader.state is State.RIGHT:
                    reader.doubt(State.DOUBTFUL)

    def _has_read(self, reads: dict[Result, None]) -> None:
        for read in self.reads.keys() - reads.keys():
            read.readers.discard(self)
        for read in reads:
            read.readers.add(self)
        self.reads, self._names = reads, None

    def names(self) -> frozenset[Name]:
        """Return the names whose values the result hangs on, its own among them."""
        if self._names is None:
            self._names = frozenset()  # what is defined by itself adds nothing to itself
            own = () if self.name is None else (self.name,)
            self._names = frozenset(own).union(*(read.names() for read in self.reads))
        return self._names


class Made(Result):
    """A result made from what is given and what is read; while something else is being made it lends it its reads."""

    __slots__ = ("given",)

    def __init__(self, ledger: Ledger) -> None:
        super().__init__(ledger, None)
        self.given: tuple[Any, ...] | None = None

    def of(self, make: Callable[..., Any], given: tuple[Any, ...]) -> Any:
        """Return what `make` makes of what is given: as it was made before, if neither that nor anything it read has changed."""
        if self.given is None or self.given != given or not self.stands():
            self.given = given
            self.take(lambda: make(*given))
        if self.ledger.making:
            self.ledger.making[-1].update(self.reads)
        else:
            self.ledger.asked[self] = None
        return self.value


class Watched(Mapping[str, Any]):
    """A mapping of which it is noted which of its keys are read."""

    def __init__(self, ledger: Ledger, now: Mapping[str, Any]) -> None:
        self.ledger, self.now = ledger, now
        self.results: dict[str, Result] = {}

    def become(self, now: Mapping[str, Any]) -> None:
        """Hold what another mapping holds."""
        self.now = now
        for key, result in self.results.items():
            if (value := now.get(key, _NOTHING)) is not result.value:
                result.become(value)

    def get(self, key: str, default: Any = None) -> Any:
        """Return what stands under a key, else `default`."""
        result = self.results.get(key)
        if result is None:
            result = self.results[key] = Result(self.ledger, self.now.get(key, _NOTHING))
        found = result.get()
        return default if found is _NOTHING else found

    def __contains__(self, key: object) -> bool:
        return self.get(str(key), _NOTHING) is not _NOTHING

    def __getitem__(self, key: str) -> Any:
        if (found := self.get(key, _NOTHING)) is _NOTHING:
            raise KeyError(key)
        return found

    def __iter__(self) -> Iterator[str]:
        self.ledger.sound = False  # which keys there are is not watched
        return iter(self.now)

    def __len__(self) -> int:
        return len(self.now)


def same(one: Any, other: Any) -> bool:
    """Return whether two values print alike: equal, and of one type down to every part (1 is not true, 1.0 not 1.00)."""
    if one is other:
        return True
    if type(one) is not type(other):
        return False
    if isinstance(one, Decimal):
        return bool(one.as_tuple() == other.as_tuple())
    if isinstance(one, (list, tuple)):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, dict):
        return same(list(one), list(other)) and all(map(same, one.values(), other.values()))
    return bool(one == other)
