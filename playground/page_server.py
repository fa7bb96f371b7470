"""The page over HTTP: its files, its state, the stream that tells of changes, and what its user does."""

import asyncio
import json
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from tornado.iostream import StreamClosedError
from tornado.web import RequestHandler, StaticFileHandler

from playground import page_view
from playground.chats import Chat
from playground.errors import ImpossibleError
from playground.page_actions import ACTIONS, upload
from playground.params import Params
from playground.records import Event, EventKind

if TYPE_CHECKING:
    from playground.stand_in import Telegram

_PAGE = Path(__file__).parent / "page"
_OUR_HOSTS = frozenset({"127.0.0.1", "localhost"})
_IMAGES = frozenset({"image/png", "image/jpeg"})


def routes(telegram: "Telegram", closing: asyncio.Event) -> list[Any]:
    """The page's addresses for the server; `closing` ends the streams."""
    common = {"telegram": telegram, "closing": closing}
    return [
        (r"/", IndexHandler, common),
        (r"/page/(.*)", StaticFileHandler, {"path": str(_PAGE)}),
        (r"/ui/state", StateHandler, common),
        (r"/ui/events", EventsHandler, common),
        (r"/ui/act", ActHandler, common),
        (r"/ui/upload", UploadHandler, common),
        (r"/ui/file/([\w-]+)", SentFileHandler, common),
    ]


class PageHandler(RequestHandler):
    """What all of them share: only a page that we served ourselves is answered."""

    def initialize(self, telegram: "Telegram", closing: asyncio.Event) -> None:
        """Takes the world, and the signal that ends the streams."""
        self.telegram = telegram
        self.closing = closing
        self.is_gone = False

    def set_default_headers(self) -> None:
        """Nothing from elsewhere, nothing guessed, nothing kept."""
        self.set_header("Content-Security-Policy", "default-src 'self'; img-src 'self' data:")
        self.set_header("X-Content-Type-Options", "nosniff")
        self.set_header("Cache-Control", "no-store")

    def prepare(self) -> None:
        """Refuses foreign host names, and posts that a foreign page could have caused."""
        is_ours = self.request.host_name in _OUR_HOSTS
        if not is_ours or (self.request.method == "POST" and "X-Playground" not in self.request.headers):
            self.set_status(HTTPStatus.FORBIDDEN)
            self.finish()

    def answer(self, body: object) -> None:
        """Writes JSON."""
        self.set_header("Content-Type", "application/json; charset=utf-8")
        self.write(json.dumps(body, ensure_ascii=False))

    def chat_of(self, params: Params) -> Chat:
        """The open chat that the page names, among those of its person."""
        person = self.telegram.people[params.integer("as") or 0]
        for chat in page_view.chats_of(self.telegram, person):
            if page_view.key_of(self.telegram, chat) == params.text("chat"):
                return chat
        raise ImpossibleError("没有这个聊天")


class IndexHandler(PageHandler):
    """The page itself."""

    def get(self) -> None:
        """Sends index.html."""
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.write((_PAGE / "index.html").read_bytes())


class StateHandler(PageHandler):
    """What one person sees."""

    def get(self) -> None:
        """The state as JSON; `as` and `chat` say whose and which."""
        params = Params.of(self.request)
        self.answer(page_view.state(self.telegram, params.integer("as"), params.text("chat")))


class EventsHandler(PageHandler):
    """A stream of server-sent events: `change` when anything changed, `toast` for answers to presses."""

    def on_connection_close(self) -> None:
        """Ends the stream of a page that was closed."""
        self.is_gone = True
        self.telegram.stir()

    async def get(self) -> None:
        """Writes events until the page or the server goes away."""
        self.set_header("Content-Type", "text/event-stream; charset=utf-8")
        toasts: list[Event] = []
        stop_listening = self.telegram.on_event(
            lambda event: toasts.append(event) if event.kind is EventKind.TOAST else None
        )
        try:
            await self._stream(toasts)
        except StreamClosedError:
            return
        finally:
            stop_listening()

    async def _stream(self, toasts: list[Event]) -> None:
        shown = -1
        while not self.closing.is_set() and not self.is_gone:
            if shown == self.telegram.version:
                await self.telegram.changed()
                continue
            shown = self.telegram.version
            for toast in toasts:
                body = json.dumps({"user": toast.user_id, "text": toast.text}, ensure_ascii=False)
                self.write(f"event: toast\ndata: {body}\n\n")
            toasts.clear()
            self.write(f"event: change\ndata: {shown}\n\n")
            await self.flush()


class ActHandler(PageHandler):
    """What the page's user does."""

    async def post(self) -> None:
        """Carries out the action `do`; answers what the page needs to know next, or why it cannot be."""
        params = Params.of(self.request)
        try:
            act = ACTIONS[params.required("do")]
            chat = self.chat_of(params) if params.text("chat") else None
            self.answer({"ok": True, **(await act(self.telegram, params, chat) or {})})
        except ImpossibleError as error:
            self.answer({"ok": False, "why": str(error)})


class UploadHandler(PageHandler):
    """A photo or a file from the page's user."""

    async def post(self) -> None:
        """Sends it into the open chat."""
        params = Params.of(self.request)
        try:
            await upload(self.telegram, params, self.chat_of(params))
            self.answer({"ok": True})
        except ImpossibleError as error:
            self.answer({"ok": False, "why": str(error)})


class SentFileHandler(PageHandler):
    """A file that was sent in a chat, for the page to show or save."""

    def get(self, file_id: str) -> None:
        """Pictures are shown, everything else is saved."""
        stored = self.telegram.files.get(file_id)
        is_picture = stored.mime_type in _IMAGES and stored.path.startswith("photos/")
        self.set_header("Content-Type", stored.mime_type if is_picture else "application/octet-stream")
        if not is_picture:
            self.set_header("Content-Disposition", f"attachment; filename*=UTF-8''{quote(stored.name)}")
        self.write(stored.body)
