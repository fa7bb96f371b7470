"""What nearly every value of the domain is: it never changes, and a name that it does not know is refused."""

from pydantic import BaseModel, ConfigDict


class Frozen(BaseModel):
    """A value that cannot be changed and takes no field but its own."""

    # What reads and checks a value is made when it is first asked for: no command needs half of them.
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)
