"""Numbers as Chinese texts write them: 十七, 17 and １７ are the same."""

NUMERAL = r"(?:[一二三四五六七八九十]{1,3}|\d{1,3})"
_DIGITS = {digit: n for n, digit in enumerate("一二三四五六七八九", start=1)}
_TEN = "十"


def number_of(text: str) -> int:
    """Return the number, below a hundred where it is written in characters."""
    if text.isdecimal():
        return int(text)
    tens, has_tens, ones = text.rpartition(_TEN)
    return 10 * has_tens.count(_TEN) * _DIGITS.get(tens, 1) + _DIGITS.get(ones, 0)
