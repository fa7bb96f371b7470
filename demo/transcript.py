"""The conversation as people see it, printed while it happens and kept as a text."""

from collections.abc import Callable
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date

from playground import Event, EventKind, Message, Telegram

_SHANGHAI = ZoneInfo("Asia/Shanghai")
_INDENT = "    "
_DIGITS = "一二三四五六七八九"
_TEN = 10


class Transcript:
    """Listens to the stand-in and writes down what each person sees."""

    def __init__(self, telegram: Telegram, echo: Callable[[str], None]) -> None:
        """Begin to listen; every line also goes to `echo`."""
        self._telegram, self._echo = telegram, echo
        self.lines: list[str] = []
        self._day: date | None = None
        self._is_silent = False
        self._chapters = 0
        telegram.on_event(self._hear)

    def heading(self, words: str) -> None:
        """Write a heading of the play, with its number."""
        self._chapters += 1
        self._write(f"\n══ {_numeral(self._chapters)}、{words} ══")

    def note(self, words: str) -> None:
        """Write what happens outside the chat."""
        self._write(f"（{words}）")

    def pause(self) -> None:
        """Stop writing down what repeats itself."""
        self._is_silent = True

    def resume(self, words: str) -> None:
        """Go on, and say what was left out."""
        self._is_silent = False
        self.note(words)

    def _hear(self, event: Event) -> None:
        if self._is_silent:
            return
        line = _SAID.get(event.kind, _nothing)(self, event)
        if not line:
            return
        day = event.at.astimezone(_SHANGHAI).date()
        if day != self._day:
            self._day = day
            self._write(f"\n── {format_date(day, 'y年M月d日（EEE）', locale='zh_CN')} ──")
        self._write(f"{event.at.astimezone(_SHANGHAI):%H:%M} {line}")

    def _write(self, text: str) -> None:
        self.lines.append(text)
        self._echo(text)

    def _message(self, event: Event, mark: str = "", body: str | None = None) -> str:
        message = event.message
        if message is None:
            return ""
        who = self._name(message.sender_id)
        shown = _indented(_body(message) + _keyboard(message) if body is None else body)
        return f"〔{self._place(event)}〕{who}{mark}：\n{shown}"

    def _place(self, event: Event) -> str:
        return "办公群" if event.chat.id < 0 else f"私聊 {self._name(event.chat.id)}"

    def _name(self, account_id: int) -> str:
        user = self._telegram.users.get(account_id)
        return user.name if user else "双随机机器人"

    def _sent(self, event: Event) -> str:
        return self._message(event)

    def _edited(self, event: Event) -> str:
        """Show the first line of an edited message and what is new in it; the rest stands as before."""
        message = event.message
        if message is None:
            return ""
        old = (message.earlier[-1].get("text", "") if message.earlier else "").split("\n")
        title, *lines = _body(message).split("\n")
        fresh = [title, *(line for line in lines if line and line not in old)]
        keyboard = _keyboard(message) if message.labels != _labels(message.earlier[-1]) else ""
        return self._message(event, "（更新了消息）", "\n".join(fresh) + keyboard)

    def _dice(self, event: Event) -> str:
        value = event.message.dice if event.message else 0
        return f"〔{self._place(event)}〕双随机机器人：🎲 {value}"

    def _pressed(self, event: Event) -> str:
        return f"〔{self._place(event)}〕{self._name(event.user_id or 0)} 按下［{event.text}］"

    def _toast(self, event: Event) -> str:
        return f"{_INDENT}（{self._name(event.user_id or 0)} 看到提示：{event.text}）" if event.text else ""


def _numeral(n: int) -> str:
    """Return 一, 十, 十一 … 九十九."""
    tens, ones = divmod(n, _TEN)
    before = _DIGITS[tens - 1] if tens > 1 else ""
    return before + ("十" if tens else "") + (_DIGITS[ones - 1] if ones else "")


def _nothing(_transcript: Transcript, _event: Event) -> str:
    return ""


_SAID: dict[EventKind, Callable[[Transcript, Event], str]] = {
    EventKind.SENT: Transcript._sent,  # noqa: SLF001 - one file, one thought
    EventKind.EDITED: Transcript._edited,  # noqa: SLF001
    EventKind.DICE: Transcript._dice,  # noqa: SLF001
    EventKind.PRESSED: Transcript._pressed,  # noqa: SLF001
    EventKind.TOAST: Transcript._toast,  # noqa: SLF001
}


def _body(message: Message) -> str:
    if "photo" in message.json:
        return f"［照片］{message.text}"
    if "document" in message.json:
        return f"［文件 {message.json['document'].get('file_name', '')}］{message.text}"
    if "new_chat_members" in message.json:
        return f"［{'、'.join(each['first_name'] for each in message.json['new_chat_members'])} 加入了群］"
    return message.text


def _labels(earlier: dict[str, Any]) -> list[list[str]]:
    rows = earlier.get("reply_markup", {}).get("inline_keyboard", [])
    return [[button["text"] for button in row] for row in rows]


def _keyboard(message: Message) -> str:
    return "".join("\n" + " ".join(f"［{label}］" for label in row) for row in message.labels)


def _indented(text: str) -> str:
    return "\n".join(f"{_INDENT}{line}".rstrip() for line in text.split("\n"))
