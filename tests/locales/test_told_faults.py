"""No message that lists faults is longer than Telegram takes, whatever a file says."""

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.registers.reading import Fault
from bot.outbox.composing import LONGEST_TEXT
from bot.usecases.registers.tell_faults import fault_text, messages_of
from bot.views.values import text_of
from locales import render

WORDS = st.text(st.characters(codec="utf-8"), max_size=200)
CELLS = st.text(st.characters(codec="utf-8"), max_size=40)
CODES = st.sampled_from(
    ("import.fault.yes_no", "import.fault.duplicate_code", "import.unknown_kind", "import.fault.formula")
)
SAYS = {"rows": "、".join(map(str, range(100_000, 100_010))), "headings": "…" * 800, "letter": "AA"}


def lengths(lines):
    """Return how long the message of these lines is in both languages."""
    data = {"file": "名录.xlsx", "n": 999_999, "lines": lines}
    texts = [render(language, text_of("import.faults", data, "")) for language in ("zh_CN", "en")]
    return [len(each.encode("utf-16-le")) // 2 for each in texts]


@given(st.lists(st.tuples(CODES, WORDS, WORDS, CELLS), max_size=40))
def test_lines_are_all_said_in_order_in_messages_short_enough(faults):
    lines = [
        fault_text(Fault(code=code, sheet=sheet, row=n, column=column, value=value, params=SAYS))
        for n, (code, sheet, column, value) in enumerate(faults)
    ]
    messages = list(messages_of(lines))
    assert [line for each in messages for line in each] == lines
    assert max([length for each in messages for length in lengths(each)], default=0) <= LONGEST_TEXT
