"""Object stores by their addresses (``s3://bucket/folder``), through fsspec; an extra, loaded when an address is given.

What is asked of a store: listing, reading and writing whole objects, and put-if-absent, which S3 and its like offer as
conditional writes. What a store refuses becomes one line that says what to do.
"""

from __future__ import annotations

import errno
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from dateline.errors import InputError, RecordError

_ADDRESS = re.compile(r"([a-z][a-z0-9+.-]+):/{1,}(.+)", re.DOTALL)
"""A scheme of two letters or more, so that a drive of Windows is none; a path made of an address has one slash left."""
_FULL = re.compile(r"quota|storage.?full|insufficient.?storage|limit.?exceeded|too.?many.?(?:bytes|objects)", re.I)
_REFUSED = re.compile(r"access.?denied|forbidden|not.?authori[sz]ed|signature|credentials|invalid.?access.?key", re.I)
_NO_BUCKET = re.compile(r"bucket does not exist|no such bucket|NoSuchBucket", re.I)
_UNREACHED = re.compile(r"connect|endpoint|resolve|timed? ?out", re.I)


def address(told: str) -> str | None:
    """``told`` as an address of an object store, None where it is a path of this machine."""
    found = _ADDRESS.fullmatch(told)
    if found is None:
        return None
    slashes = "///" if found[1] in ("file", "local") else "://"[1:]
    return f"{found[1]}:{slashes}{found[2].rstrip('/')}"


class Store:
    """The objects below one address."""

    def __init__(self, url: str) -> None:
        """Raises InputError where what the address needs is not installed, or nobody knows its scheme."""
        try:
            from fsspec.core import url_to_fs
        except ImportError:
            raise InputError(f"{url} is in an object store, an extra: pip install 'dateline[stores]'") from None
        options = {"auto_mkdir": True} if url.startswith(("file:", "local:")) else {}
        self.url = url
        try:
            self._fs, self.root = url_to_fs(url, use_listings_cache=False, **options)
        except ImportError as error:
            raise InputError(f"{url} needs one more package: {error}") from error
        except ValueError as error:
            raise InputError(f"{url}: {error}; see docs/cluster.md for the stores that are known") from error

    def _at(self, name: str) -> str:
        return f"{self.root}/{name}" if name else str(self.root)

    def names(self, folder: str = "") -> list[str]:
        """The names of all objects in and under ``folder``, in order, told from the store's own address."""
        with told(self.url):
            try:
                found = self._fs.find(self._at(folder))
            except FileNotFoundError:
                return []
        return sorted(str(name)[len(self.root) :].lstrip("/") for name in found)

    def is_there(self, name: str = "") -> bool:
        """Whether there is an object of this name."""
        with told(self.url):
            return bool(self._fs.isfile(self._at(name)))

    def get(self, name: str) -> bytes:
        """An object's content; raises FileNotFoundError where it is not there."""
        with told(self.url, missing=True):
            content: bytes = self._fs.cat_file(self._at(name))
            return content

    def put(self, name: str, content: bytes) -> None:
        """Write an object, in the place of one that is there."""
        with told(self.url):
            self._fs.pipe_file(self._at(name), content)

    def create(self, name: str, content: bytes) -> bool:
        """Write an object only if there is none of its name; whether this is the content that it now has."""
        with told(self.url):
            try:
                self._fs.pipe_file(self._at(name), content, mode="create")
            except FileExistsError:
                # a write that was tried again after its answer was lost meets itself
                return bool(self._fs.cat_file(self._at(name)) == content)
        return True

    def keeps_promises(self, name: str) -> bool:
        """Whether the store refuses to write an object, one that is there, a second time."""
        with told(self.url):
            try:
                self._fs.pipe_file(self._at(name), self._fs.cat_file(self._at(name)), mode="create")
            except FileExistsError:
                return True
            except (NotImplementedError, TypeError, ValueError):
                return False
        return False

    def upload(self, path: Path, name: str) -> None:
        """Write the file at ``path`` as an object."""
        with told(self.url):
            self._fs.put_file(str(path), self._at(name))

    def download(self, name: str, path: Path) -> None:
        """An object into a file; raises FileNotFoundError where it is not there."""
        with told(self.url, missing=True):
            self._fs.get_file(self._at(name), str(path))

    def drop(self, name: str) -> None:
        """Remove an object, if it is there."""
        with told(self.url):
            try:
                self._fs.rm_file(self._at(name))
            except FileNotFoundError:
                return

    def open(self, name: str = "") -> Any:
        """An object as a stream of bytes."""
        with told(self.url, missing=True):
            return self._fs.open(self._at(name), "rb")

    def glob(self) -> list[str]:
        """The whole names of the objects that the address, a pattern, fits."""
        with told(self.url):
            return sorted(str(name) for name in self._fs.glob(self.root) if self._fs.isfile(name))


@contextmanager
def told(url: str, *, missing: bool = False) -> Iterator[None]:
    """Turn what a store refuses into one line; with ``missing`` an object that is not there stays FileNotFoundError."""
    try:
        yield
    except (FileExistsError, RecordError, InputError):
        raise
    except FileNotFoundError as error:
        if missing and not _NO_BUCKET.search(str(error)):
            raise
        raise RecordError(f"{url}: there is no such bucket or folder: make it, or check the address") from error
    except Exception as error:
        line = _line(url, error)
        if line is None:
            raise
        raise RecordError(line) from error


def _line(url: str, error: Exception) -> str | None:
    """What to tell of what a store said; None where it is no answer of a store."""
    said = (str(error).splitlines() or [""])[0] or type(error).__name__
    of_a_store = isinstance(error, (OSError, TimeoutError)) or type(error).__module__.startswith(
        ("botocore", "aiobotocore", "aiohttp", "gcsfs", "google", "azure", "adlfs")
    )
    if not of_a_store:
        return None
    if _FULL.search(said) or getattr(error, "errno", None) in (errno.ENOSPC, errno.EDQUOT):
        return f"{url} takes no more ({said}): raise its quota, or free some space, and give the same command again"
    if isinstance(error, PermissionError) or _REFUSED.search(said) or "Credentials" in type(error).__name__:
        return f"{url} may not be used ({said}): check the credentials and the bucket's rights to list, read and write"
    if isinstance(error, (ConnectionError, TimeoutError)) or _UNREACHED.search(f"{type(error).__name__} {said}"):
        return f"{url} cannot be reached ({said}): check the address and the network; what was committed is kept"
    return f"{url} cannot be used ({said}): check the address, the credentials and the network"
