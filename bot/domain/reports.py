"""What the report of a round says beside its figures: the parts that only its coordinator can write."""

from bot.domain.people import Record

PARTS = ("highlights", "problems", "advice")
"""工作亮点, 问题的具体情况, 处理意见和建议: in the order of the report."""


class Report(Record):
    """The written parts of a round's report, each a row of words; None is not written."""

    round_id: int
    highlights_words_id: int | None = None
    problems_words_id: int | None = None
    advice_words_id: int | None = None

    def words_id(self, part: str) -> int | None:
        """Return the row of words of a part."""
        return {
            "highlights": self.highlights_words_id,
            "problems": self.problems_words_id,
            "advice": self.advice_words_id,
        }[part]
