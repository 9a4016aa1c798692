"""The sample stories: invented people and affairs in real places, written for this project (Apache-2.0).

``stories.jsonl`` and ``flashes.jsonl`` hold the copy as an agency's export would; two more are web pages.
README.md lists them with their house styles.
"""

from __future__ import annotations

from importlib.resources import files

FILES = ("stories.jsonl", "flashes.jsonl", "apple-day.html", "saguenay-rail.html")


def paths() -> list[str]:
    """Where the files lie on disk, for intake to read like anybody's."""
    return [str(files(__name__).joinpath(name)) for name in FILES]
