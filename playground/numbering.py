"""Ids in the order in which they are given out."""


class Numbering:
    """An iterator over whole numbers that, unlike itertools.count, may be copied and pickled."""

    def __init__(self, first: int, step: int = 1) -> None:
        self._next = first
        self._step = step

    def __iter__(self) -> "Numbering":
        return self

    def __next__(self) -> int:
        """The next number."""
        number, self._next = self._next, self._next + self._step
        return number
