"""The name of a file that is sent: words that any system takes, and its ending."""

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.mail import file_name


def test_words_become_a_name() -> None:
    assert (
        file_name("抽取记录-SSJ-2026-0001（第 2 次抽取）", ".docx")
        == "抽取记录-SSJ-2026-0001（第 2 次抽取）.docx"
    )
    assert file_name("送达回证-甲/乙:丙\n", ".docx") == "送达回证-甲-乙-丙-.docx"


@given(st.text(max_size=200))
def test_no_name_leads_elsewhere_or_is_too_long(words: str) -> None:
    name = file_name(words, ".docx")
    assert name.endswith(".docx")
    assert len(name) <= 65
    assert all(each.isprintable() for each in name)
    assert not set(name) & set("/\\:")
