"""What the Bot API answers when it refuses, in Telegram's own words."""

from http import HTTPStatus


class ApiError(Exception):
    """A refusal: HTTP status, description and parameters (retry_after, migrate_to_chat_id)."""

    def __init__(self, status: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.status = status
        self.description = description
        self.parameters = parameters

    @classmethod
    def bad_request(cls, reason: str, **parameters: int) -> "ApiError":
        """A 400 with the prefix that Telegram writes."""
        return cls(HTTPStatus.BAD_REQUEST, f"Bad Request: {reason}", **parameters)

    @classmethod
    def forbidden(cls, reason: str) -> "ApiError":
        """A 403 with the prefix that Telegram writes."""
        return cls(HTTPStatus.FORBIDDEN, f"Forbidden: {reason}")

    @classmethod
    def conflict(cls, reason: str) -> "ApiError":
        """A 409 with the prefix that Telegram writes."""
        return cls(HTTPStatus.CONFLICT, f"Conflict: {reason}")

    def body(self) -> dict[str, object]:
        """The JSON body of the answer."""
        body: dict[str, object] = {
            "ok": False,
            "error_code": int(self.status),
            "description": self.description,
        }
        if self.parameters:
            body["parameters"] = self.parameters
        return body


class ImpossibleError(Exception):
    """A script asked a person to do what no client lets him do, such as writing to a blocked bot."""
