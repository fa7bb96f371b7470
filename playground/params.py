"""A request's parameters, whichever way they came: address, form, multipart or JSON body."""

import json
from dataclasses import dataclass, field
from typing import Any

from tornado.httputil import HTTPServerRequest

from playground.errors import ApiError
from playground.records import Json


@dataclass(frozen=True)
class Upload:
    """One uploaded file."""

    name: str
    body: bytes = field(repr=False)


class Params:
    """Typed access to the parameters of one request."""

    def __init__(self, values: Json, uploads: dict[str, Upload]) -> None:
        self._values = values
        self.uploads = uploads

    @classmethod
    def of(cls, request: HTTPServerRequest) -> "Params":
        """Reads a request.

        Raises:
            ApiError: 400 where a JSON body is none.
        """
        values: Json = {
            name: given[-1].decode()
            for name, given in {**request.query_arguments, **request.body_arguments}.items()
        }
        if request.headers.get("Content-Type", "").startswith("application/json"):
            values |= _parsed("body", request.body.decode() or "{}")
        uploads = {
            name: Upload(given[-1]["filename"], given[-1]["body"]) for name, given in request.files.items()
        }
        return cls(values, uploads)

    def text(self, name: str) -> str | None:
        """The parameter as a string, or None."""
        value = self._values.get(name)
        return None if value is None else str(value)

    def required(self, name: str) -> str:
        """The parameter as a string.

        Raises:
            ApiError: 400 where it is missing.
        """
        value = self.text(name)
        if value is None:
            raise ApiError.bad_request(f'parameter "{name}" is required')
        return value

    def integer(self, name: str) -> int | None:
        """The parameter as an integer, or None."""
        value = self.text(name)
        try:
            return None if value is None else int(value)
        except ValueError:
            raise ApiError.bad_request(f'parameter "{name}" must be an integer') from None

    def number(self, name: str) -> float:
        """The required parameter as a number."""
        try:
            return float(self.required(name))
        except ValueError:
            raise ApiError.bad_request(f'parameter "{name}" must be a number') from None

    def flag(self, name: str) -> bool:
        """The parameter as a boolean; false where it is missing."""
        return str(self._values.get(name, "")).casefold() in {"true", "1", "yes"}

    def structure(self, name: str) -> Any:
        """The parameter as what its JSON says, or None."""
        value = self._values.get(name)
        return _parsed(name, value) if isinstance(value, str) else value

    def as_record(self) -> Json:
        """Everything, for the record of calls: JSON read where it is JSON, uploads by their file names."""
        record = {name: _readable(value) for name, value in self._values.items()}
        return record | {
            name: f"<{upload.name}, {len(upload.body)} bytes>" for name, upload in self.uploads.items()
        }


def _parsed(name: str, value: str) -> Any:
    try:
        return json.loads(value)
    except ValueError:
        raise ApiError.bad_request(f'can\'t parse "{name}": it is not JSON') from None


def _readable(value: Any) -> Any:
    if isinstance(value, str) and value[:1] in {"{", "["}:
        try:
            return json.loads(value)
        except ValueError:
            return value
    return value
