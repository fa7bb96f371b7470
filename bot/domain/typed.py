"""What people type into the chat, as it is kept: in one line or as it is, and no longer than it may be."""

from bot.domain.errors import Invalid


def one_line(typed: str) -> str:
    """Return the words with one space between them, whatever white space was typed."""
    return " ".join(typed.split())


def paragraph(typed: str, code: str, most: int) -> str:
    """Return the words as they are; raise Invalid(code, most=…) where there are none or too many letters."""
    if not 1 <= len(typed) <= most:
        raise Invalid(code, most=most)
    return typed


def short_line(typed: str, code: str, most: int) -> str:
    """Return the words in one line; raise Invalid(code, most=…) where there are none or too many letters."""
    return paragraph(one_line(typed), code, most)
