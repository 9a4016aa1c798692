"""Dateline reads news copy and keeps a record: who said what, who did what to whom, where and when.

>>> import dateline
>>> row = dateline.annotate("PARIS, 3 May. The bridge will open in June, the mayor said.")
>>> [s["mode"] for s in row["statements"]]
['indirect']
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"
__all__ = ["__version__", "annotate", "open", "read"]

if TYPE_CHECKING:
    from dateline.api import annotate, open, read  # noqa: A004 - the design's own name


def __dir__() -> list[str]:
    """What there is, with what is loaded when it is first asked for."""
    return sorted({*globals(), *__all__})


def __getattr__(name: str) -> Any:
    """Load the Python side when it is first asked for, so that ``import dateline`` costs nothing."""
    if name in ("annotate", "open", "read"):
        from dateline import api

        return getattr(api, name)
    raise AttributeError(f"module 'dateline' has no attribute {name!r}")
