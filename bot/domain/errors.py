"""What a rule says when it says no: a message key and its parameters, never a sentence."""

from typing import Any


class Refused(Exception):  # noqa: N818 - a refusal is an answer, not an error
    """A rule said no; `code` is a message key, `params` fill it. Shown politely, never logged as a crash."""

    def __init__(self, code: str, **params: Any) -> None:
        """Keep the key of the message and the values that it names."""
        super().__init__(code)
        self.code = code
        self.params = params


UNWRITABLE = ("locked", "full")
"""Why a database takes nothing: another program holds it, or the disk is full."""


class Unwritable(Exception):  # noqa: N818 - a state of the disk, said to people
    """The database takes nothing for the time being, and has taken nothing; `why` is one of UNWRITABLE."""

    def __init__(self, why: str) -> None:
        """Keep why."""
        super().__init__(why)
        self.why = why


class StoreBroken(Exception):  # noqa: N818 - said to the operator
    """Reading or writing the database failed: what it holds is known only after it was opened anew."""


class NotAllowed(Refused):
    """This person may not do this here; asking somebody else may help."""


class Missing(LookupError):  # noqa: N818 - a refusal in the end, like its neighbours
    """There is no such row: a reference from an old message, or one that was made up."""


class Stale(Refused):
    """The state has moved on since the button was shown; looking again helps."""

    def __init__(self, code: str = "refused.stale", **params: Any) -> None:
        """Default to the sentence for an outdated button."""
        super().__init__(code, **params)


class Invalid(Refused):
    """What was typed or sent cannot be used; sending it again, corrected, helps."""
