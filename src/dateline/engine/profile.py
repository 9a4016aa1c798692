"""Where the time of reading goes: each stage's processor time, and by how much the peak of memory rose in it.

The functions that ``dateline.reading`` calls are timed from outside, so that reading itself knows nothing of it.
"""

from __future__ import annotations

import functools
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

STAGES = {
    "identify": "language",
    "find_blocks": "anatomy",
    "parse": "parse",
    "find_toponyms": "places",
    "find_times": "times",
    "find_figures": "figures",
    "find_attributions": "encoder",
    "read_grammar": "grammar",
    "find_statements": "statements",
    "find_actors": "actors",
    "find_events": "events",
}
"""The functions that ``dateline.reading`` calls, and the names of their stages."""


@dataclass(slots=True)
class Profile:
    """What was spent, by stage."""

    seconds: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    """Of processor time."""
    mib: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    """By how much the peak of memory rose."""
    calls: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))

    def lines(self) -> Iterator[str]:
        """A line a stage, and one for all."""
        whole = sum(self.seconds.values()) or 1.0
        yield f"{'stage':<12} {'seconds':>9} {'share':>7} {'calls':>8} {'peak +MiB':>10}"
        for stage in STAGES.values():
            took, rose = self.seconds[stage], self.mib[stage]
            yield f"{stage:<12} {took:9.2f} {took / whole:7.1%} {self.calls[stage]:8,} {rose:10.0f}"
        yield f"{'all stages':<12} {whole:9.2f} {'':>7} {'':>8} {peak_mib():10.0f} at the peak"


@contextmanager
def profiled() -> Iterator[Profile]:
    """Watch the stages of the reading in this process while this lasts."""
    from dateline import reading

    profile = Profile()
    kept = {name: getattr(reading, name) for name in STAGES if hasattr(reading, name)}
    for name, function in kept.items():
        setattr(reading, name, _watched(function, STAGES[name], profile))
    try:
        yield profile
    finally:
        for name, function in kept.items():
            setattr(reading, name, function)


def _watched(function: Callable[..., Any], stage: str, profile: Profile) -> Callable[..., Any]:
    @functools.wraps(function)
    def watched(*given: Any, **named: Any) -> Any:
        begun, before = time.process_time(), peak_mib()
        try:
            return function(*given, **named)
        finally:
            profile.seconds[stage] += time.process_time() - begun
            profile.mib[stage] += peak_mib() - before
            profile.calls[stage] += 1

    return watched


def peak_mib() -> float:
    """The most memory that this process has held so far, in MiB; 0 where the system does not tell."""
    if sys.platform == "win32":
        return 0.0
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 1024**2 if sys.platform == "darwin" else peak / 1024
