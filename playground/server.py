"""The Bot API over HTTP on loopback: /bot<token>/<method> and /file/bot<token>/<path>.

What a request means lies in `methods`; here is only the wire, and the faults upon it.
"""

import asyncio
import json
import socket
from datetime import UTC
from email.utils import format_datetime
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets
from tornado.web import Application, RequestHandler

from playground import about_bots, page_server
from playground.errors import ApiError
from playground.faults import Ending, Fault
from playground.methods import GET_UPDATES, METHODS
from playground.params import Params
from playground.records import Bot, Call

if TYPE_CHECKING:
    from playground.stand_in import Telegram

_LOOPBACK = "127.0.0.1"
_MOST_BODY_BYTES = 64 * 1024 * 1024


class MethodHandler(RequestHandler):
    """Answers one request of a bot."""

    def initialize(self, telegram: "Telegram", waiting: set[asyncio.Event]) -> None:
        """Takes the world and the register of those who wait, so that a stop can free them."""
        self.telegram = telegram
        self.waiting = waiting
        self.gone = asyncio.Event()

    def on_connection_close(self) -> None:
        """Notes that the bot gave up."""
        self.gone.set()

    def check_xsrf_cookie(self) -> None:
        """Bots bear a token, not a cookie."""

    async def get(self, token: str, name: str) -> None:
        """Telegram takes GET as well."""
        await self.post(token, name)

    async def post(self, token: str, name: str) -> None:
        """Reads the request, carries it out unless a fault forbids, notes it down, and answers."""
        bot = self.telegram.bots.get(token)
        if bot is None:
            self._write(ApiError(HTTPStatus.UNAUTHORIZED, "Unauthorized"))
            return
        try:
            params = Params.of(self.request)
        except ApiError as error:
            self._write(error)
            return
        fault = self.telegram.faults.take(name, params)
        outcome: Any = None
        if fault is None or fault.is_accepted:
            outcome = await self._carried_out(bot, name, params)
        self._note(bot, name, params, outcome, fault)
        if fault is None:
            self._write(outcome)
        else:
            await self._fail(fault)

    async def _carried_out(self, bot: Bot, name: str, params: Params) -> Any:
        """What the method returns, or the ApiError that it raised."""
        try:
            if name.casefold() == GET_UPDATES.casefold():
                return await about_bots.get_updates(bot, params)
            if name.casefold() not in METHODS:
                return ApiError(HTTPStatus.NOT_FOUND, "Not Found: method not found")
            _, method = METHODS[name.casefold()]
            return method(self.telegram, bot, params)
        except ApiError as error:
            return error

    def _note(self, bot: Bot, name: str, params: Params, outcome: Any, fault: Fault | None) -> None:
        if name.casefold() == GET_UPDATES.casefold():
            return
        proper, _ = METHODS.get(name.casefold(), (name, None))
        error = outcome.description if isinstance(outcome, ApiError) else None
        if fault is not None and fault.error is not None:
            error = fault.error.description
        result = None if isinstance(outcome, ApiError) else outcome
        shown = None if fault is None else fault.name
        now = self.telegram.now()
        self.telegram.calls.append(Call(now, bot.username, proper, params.as_record(), result, error, shown))
        self.telegram.stir()

    async def _fail(self, fault: Fault) -> None:
        if fault.ending is Ending.SILENCE:
            self.waiting.add(self.gone)
            await self.gone.wait()
            self.waiting.discard(self.gone)
        elif fault.ending is Ending.CUT:
            self.detach().close()
        elif fault.error is not None and fault.is_gateway:
            self.set_status(fault.error.status)
            await self.finish(
                f"<html><body><h1>{fault.error.status} {fault.error.description}</h1></body></html>"
            )
        elif fault.error is not None:
            self._write(fault.error)

    def _write(self, outcome: Any) -> None:
        if self.gone.is_set():
            return
        self.set_header("Content-Type", "application/json")
        self.set_header("Date", format_datetime(self.telegram.now().astimezone(UTC), usegmt=True))
        if isinstance(outcome, ApiError):
            self.set_status(outcome.status)
            self.write(json.dumps(outcome.body(), ensure_ascii=False))
        else:
            self.write(json.dumps({"ok": True, "result": outcome}, ensure_ascii=False))


class FileHandler(RequestHandler):
    """Lets a bot download what getFile named."""

    def initialize(self, telegram: "Telegram") -> None:
        """Takes the world."""
        self.telegram = telegram

    def get(self, token: str, path: str) -> None:
        """The file's bytes, or 404."""
        stored = self.telegram.files.at_path(path) if token in self.telegram.bots else None
        if stored is None:
            self.set_status(HTTPStatus.NOT_FOUND)
            return
        self.set_header("Content-Type", "application/octet-stream")
        self.write(stored.body)


class Server:
    """The listening socket and everything behind it."""

    def __init__(self, telegram: "Telegram") -> None:
        self._telegram = telegram
        self._waiting: set[asyncio.Event] = set()
        self._closing = asyncio.Event()
        common = {"telegram": telegram}
        application = Application(
            [
                (r"/bot([^/]+)/(\w+)", MethodHandler, {**common, "waiting": self._waiting}),
                (r"/file/bot([^/]+)/(.+)", FileHandler, common),
                *page_server.routes(telegram, self._closing),
            ],
            # Tornado's own log line would hold the token.
            log_function=lambda _handler: None,
        )
        self._http = HTTPServer(
            application, max_body_size=_MOST_BODY_BYTES, max_buffer_size=2 * _MOST_BODY_BYTES
        )

    def start(self, port: int) -> int:
        """Listens on loopback; returns the port, which the system chose if `port` is 0."""
        sockets = bind_sockets(port, _LOOPBACK, family=socket.AF_INET)
        self._http.add_sockets(sockets)
        return int(sockets[0].getsockname()[1])

    async def stop(self) -> None:
        """Frees those who wait, and closes every connection."""
        self._http.stop()
        self._closing.set()
        self._telegram.stir()
        for bot in self._telegram.bots.values():
            bot.updates.end_polls()
        for event in self._waiting:
            event.set()
        await self._http.close_all_connections()
