"""``dateline`` and ``python -m dateline``: one line for a person's mistake, never a traceback.

Exit codes: 0 done; 1 done, and something is left (nothing could be read, a check failed, corrections are in conflict);
2 something was asked for wrongly; 130 interrupted.
"""

from __future__ import annotations

import os
import sys
import traceback
import warnings

INTERRUPTED = 130
"""The exit code after an interrupt, as shells have it."""


def main() -> None:
    """Run the command line and leave with its exit code."""
    # the matrices are small and every process reads on one core: threads of numpy's library would only wait for work
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from dateline.cli import app
    from dateline.errors import DatelineError
    from dateline.volume import is_verbose

    _tell_warnings()

    try:
        app()
    except DatelineError as error:
        if is_verbose():
            traceback.print_exception(error)
        print(f"dateline: {error}", file=sys.stderr)
        sys.exit(2)
    except (KeyboardInterrupt, SystemExit) as end:
        if isinstance(end, SystemExit) and end.code != INTERRUPTED:
            raise
        print(
            "dateline: interrupted; what was committed is kept, and the same command goes on from there",
            file=sys.stderr,
        )
        sys.exit(INTERRUPTED)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except OSError as error:
        print(f"dateline: {error.strerror or error}{f': {error.filename}' if error.filename else ''}", file=sys.stderr)
        sys.exit(2)


def _tell_warnings() -> None:
    """Show our warnings as one line each, and nothing of what libraries warn their programmers of."""
    from dateline.errors import DatelineWarning

    def told(
        message: Warning | str, category: type[Warning], filename: str, lineno: int, file: object = None,
        line: str | None = None,
    ) -> None:  # fmt: skip
        if issubclass(category, DatelineWarning):
            print(f"dateline: {message}", file=sys.stderr)

    warnings.simplefilter("always", DatelineWarning)
    warnings.showwarning = told


if __name__ == "__main__":
    main()
