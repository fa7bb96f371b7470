"""What people type into the chat, as it is kept: one line, and where it has to be a short one, no longer."""

from bot.domain.errors import Invalid


def one_line(typed: str) -> str:
    """Return the words with one space between them, whatever white space was typed."""
    return " ".join(typed.split())


def short_line(typed: str, code: str, most: int) -> str:
    """Return the words in one line; raise Invalid(code, most=…) where there are none or too many letters."""
    line = one_line(typed)
    if not 1 <= len(line) <= most:
        raise Invalid(code, most=most)
    return line
