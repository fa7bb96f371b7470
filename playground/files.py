"""The files that were sent, kept in memory until the stand-in stops."""

import hashlib
import mimetypes
from dataclasses import dataclass, field
from typing import Any

from playground import images
from playground.errors import ApiError


@dataclass(frozen=True)
class StoredFile:
    """One stored file; `path` is what getFile names and the download address ends with."""

    file_id: str
    unique_id: str
    path: str
    name: str
    body: bytes = field(repr=False)

    @property
    def mime_type(self) -> str:
        """The media type, guessed from the name."""
        return mimetypes.guess_type(self.name)[0] or "application/octet-stream"

    def as_json(self) -> dict[str, Any]:
        """The fields that Telegram's file objects share."""
        return {"file_id": self.file_id, "file_unique_id": self.unique_id, "file_size": len(self.body)}


class FileStore:
    """All files by their file_id."""

    def __init__(self) -> None:
        self._files: dict[str, StoredFile] = {}

    def add_document(self, name: str, body: bytes) -> dict[str, Any]:
        """Stores a file as it is; returns the content of a message that carries it."""
        stored = self._add("documents", name, body)
        return {"document": {**stored.as_json(), "file_name": name, "mime_type": stored.mime_type}}

    def add_photo(self, body: bytes) -> dict[str, Any]:
        """Stores a photo without its EXIF; returns a message's content: two sizes, the large one last."""
        picture = images.without_exif(body)
        width, height = images.dimensions(picture) or (1280, 960)
        name = f"photo.{images.extension(picture)}"
        sizes = []
        for shrink in (8, 1):
            stored = self._add("photos", name, picture)
            sizes.append(
                {**stored.as_json(), "width": max(width // shrink, 1), "height": max(height // shrink, 1)}
            )
        return {"photo": sizes}

    def add_voice(self, body: bytes, seconds: int) -> dict[str, Any]:
        """Stores a voice message; returns the content of a message that carries it."""
        stored = self._add("voice", "voice.ogg", body)
        return {"voice": {**stored.as_json(), "duration": seconds, "mime_type": "audio/ogg"}}

    def add_video(self, body: bytes, kind: str, seconds: int) -> dict[str, Any]:
        """Stores a `video`, `video_note` or `animation`; returns the content of a message that carries it.

        Telegram says an animation twice, for old bots also as a document.
        """
        stored = self._add("videos", f"{kind}.mp4", body)
        size = {"length": 384} if kind == "video_note" else {"width": 1280, "height": 720}
        content: dict[str, Any] = {kind: {**stored.as_json(), "duration": seconds, **size}}
        if kind == "animation":
            content["document"] = {
                **stored.as_json(),
                "file_name": stored.name,
                "mime_type": stored.mime_type,
            }
        return content

    def get(self, file_id: str) -> StoredFile:
        """The file of that id.

        Raises:
            ApiError: 400 where there is none.
        """
        if file_id not in self._files:
            raise ApiError.bad_request("wrong file identifier/HTTP URL specified")
        return self._files[file_id]

    def at_path(self, path: str) -> StoredFile | None:
        """The file that getFile gave this path, or None."""
        return next((stored for stored in self._files.values() if stored.path == path), None)

    def _add(self, folder: str, name: str, body: bytes) -> StoredFile:
        number = len(self._files)
        digest = hashlib.sha256(body).hexdigest()
        ending = name.rpartition(".")[2] if "." in name else "bin"
        file_id = f"{'AgACAgUAAxk' if folder == 'photos' else 'BQACAgUAAxk'}{number:06d}{digest[:32]}"
        stored = StoredFile(file_id, f"AQAD{digest[:12]}", f"{folder}/file_{number}.{ending}", name, body)
        self._files[file_id] = stored
        return stored
