"""What nearly every value of the domain is: it never changes, and a name that it does not know is refused."""

from pydantic import BaseModel, ConfigDict


class Frozen(BaseModel):
    """A value that cannot be changed and takes no field but its own."""

    model_config = ConfigDict(frozen=True, extra="forbid")
