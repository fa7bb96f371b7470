"""What stands at the head of every paper of an office."""

from dataclasses import dataclass

from bot.domain.profiles.profile import Profile


@dataclass(frozen=True)
class Letter:
    """Whose paper it is: the regulation, the office's name, the address of its pages ("" is not known)."""

    profile: Profile
    office: str
    site: str = ""
