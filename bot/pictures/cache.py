"""Bytes kept by key up to a bound, in memory and on disk; what was asked for longest ago goes first."""

from __future__ import annotations

import logging
import os
from collections import OrderedDict
from contextlib import suppress
from pathlib import Path

log = logging.getLogger(__name__)


class ByteCache:
    """A mapping whose values together never exceed `bound` bytes. One thread uses it."""

    def __init__(self, bound: int) -> None:
        self._bound = bound
        self._kept: OrderedDict[bytes, bytes] = OrderedDict()
        self.size = 0

    def get(self, key: bytes) -> bytes | None:
        """Give the value and remember that it was asked for; None where there is none."""
        if key in self._kept:
            self._kept.move_to_end(key)
        return self._kept.get(key)

    def put(self, key: bytes, value: bytes) -> None:
        """Keep the value in the place of an older one; one larger than the bound is not kept."""
        self.size -= len(self._kept.pop(key, b""))
        if len(value) > self._bound:
            return
        self._kept[key] = value
        self.size += len(value)
        while self.size > self._bound:
            _, dropped = self._kept.popitem(last=False)
            self.size -= len(dropped)


class Folder:
    """The same on disk, a file a value: it outlives the process, and several processes may share it.

    What cannot be read or written is as if it were not kept; the log says so once, until something can be written
    again. These methods wait for the disk: call them in a thread.
    """

    def __init__(self, path: Path, bound: int) -> None:
        self._path = path
        self._bound = bound
        self._well = True

    def get(self, key: bytes) -> bytes | None:
        """Give the value and remember that it was asked for; None where there is none."""
        file = self._file(key)
        with suppress(OSError):
            value = file.read_bytes()
            os.utime(file)
            return value
        return None

    def put(self, key: bytes, value: bytes) -> None:
        """Keep the value, then let the oldest go until all together keep to the bound."""
        try:
            self._write(self._file(key), value)
            self._trim()
        except OSError as error:
            if self._well:
                log.warning("drawn pictures are not kept in %s: %s", self._path, error)
            self._well = False
        else:
            self._well = True

    def _write(self, file: Path, value: bytes) -> None:
        self._path.mkdir(parents=True, exist_ok=True)
        draft = file.with_suffix(f".{os.getpid()}")
        draft.write_bytes(value)
        draft.replace(file)  # whoever reads meanwhile has the old or the new, never half

    def _trim(self) -> None:
        kept = []
        for file in self._path.iterdir():
            with suppress(FileNotFoundError):  # another process trims too
                found = file.stat()
                kept.append((found.st_mtime_ns, found.st_size, file))
        size = sum(each[1] for each in kept)
        for _, length, file in sorted(kept):
            if size <= self._bound:
                return
            file.unlink(missing_ok=True)
            size -= length

    def _file(self, key: bytes) -> Path:
        return self._path / f"{key.hex()}.png"
