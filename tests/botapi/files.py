"""In: uploads of the bot and of a test. Out: stored files by id, their path for downloads, and what a photo is."""

from __future__ import annotations

import struct
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from .errors import bad_request

LARGEST_DOWNLOAD: Final = 20 << 20
LARGEST_PHOTO: Final = 10 << 20
LARGEST_UPLOAD: Final = 50 << 20


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file on Telegram's side."""

    file_id: str
    name: str
    kind: str
    size: int
    path: str

    def shown(self) -> dict[str, Any]:
        """The fields all file objects share."""
        return {"file_id": self.file_id, "file_unique_id": f"U{self.file_id}", "file_size": self.size}


class FileStore:
    """Files in a temporary folder that goes with the process."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="botapi-files-")
        self._files: dict[str, StoredFile] = {}
        self._by_path: dict[str, StoredFile] = {}

    def close(self) -> None:
        """Remove the folder."""
        self._folder.cleanup()

    def add(self, folder: str, name: str, kind: str, content: bytes) -> StoredFile:
        """Store a file under photos/ or documents/."""
        number = len(self._files)
        suffix = Path(name).suffix
        file = StoredFile(f"FILE-{number}", name, kind, len(content), f"{folder}/file_{number}{suffix}")
        self._on_disk(file).write_bytes(content)
        self._files[file.file_id] = self._by_path[file.path] = file
        return file

    def find(self, file_id: str) -> StoredFile | None:
        """A file by its id."""
        return self._files.get(file_id)

    def read(self, file: StoredFile) -> bytes:
        """Its content."""
        return self._on_disk(file).read_bytes()

    def at(self, path: str) -> StoredFile | None:
        """A file by the path getFile gave."""
        return self._by_path.get(path)

    def _on_disk(self, file: StoredFile) -> Path:
        return Path(self._folder.name) / file.file_id


def photo_size(content: bytes) -> tuple[int, int]:
    """Width and height of a PNG or JPEG; the 400 Telegram gives for what is no picture or has a bad shape."""
    size = _png_size(content) or _jpeg_size(content)
    if size is None:
        raise bad_request("IMAGE_PROCESS_FAILED")
    width, height = size
    if min(size) == 0 or width + height > 10_000 or max(size) > 20 * min(size):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    return size


def _png_size(content: bytes) -> tuple[int, int] | None:
    if not content.startswith(b"\x89PNG\r\n\x1a\n") or len(content) < 24:
        return None
    width, height = struct.unpack(">II", content[16:24])
    return width, height


def _jpeg_size(content: bytes) -> tuple[int, int] | None:
    if not content.startswith(b"\xff\xd8"):
        return None
    at = 2
    while at + 9 <= len(content) and content[at] == 0xFF:
        marker, length = content[at + 1], int.from_bytes(content[at + 2 : at + 4], "big")
        # SOF0..SOF15 hold the size; C4, C8 and CC are other things.
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            return width, height
        at += 2 + length
    return None
