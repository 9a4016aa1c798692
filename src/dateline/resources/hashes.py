"""The hashes of what ships and no person can read: the weights, the tokenizer's table and the gazetteer.

Each file is compared with ``hashes.tsv`` when it is loaded, so that one cut short or exchanged is told and not used.
Whoever makes one anew writes the hashes anew: ``python -m dateline.resources.hashes``.
"""

from __future__ import annotations

import functools
import hashlib
from pathlib import Path

from dateline import resources
from dateline.errors import FormatError

HASHED = (
    "gazetteer.bin",
    "models/attribution.onnx",
    "models/events.npz",
    "models/heads.npz",
    "models/lines.npz",
    "models/tokenizer.json",
)
"""The files that have a hash."""
_HEAD = (
    "# SHA-256 of each file, hexadecimal; python -m dateline.resources.hashes. Source: our own. Licence: Apache-2.0\n"
)


@functools.cache
def checked(name: str) -> str:
    """Where the file ``name`` lies, once its hash is the one known; raises FormatError where it is another."""
    path = resources.path(name)
    known = {row["file"]: row["sha256"] for row in resources.table("hashes.tsv")}
    if known.get(name) != sha256(path):
        raise FormatError(
            f"{path} is not the file that was shipped: install Dateline again, or, where it was made anew on purpose, "
            "give `python -m dateline.resources.hashes`"
        )
    return path


def sha256(path: str) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    with Path(path).open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def main() -> None:
    """Write the hashes of the files as they are."""
    rows = [f"{name}\t{sha256(resources.path(name))}\n" for name in HASHED]
    Path(resources.path("hashes.tsv")).write_text(
        _HEAD + "file\tsha256\n" + "".join(rows), encoding="utf-8", newline="\n"
    )


if __name__ == "__main__":
    main()
