"""``dateline`` and ``python -m dateline``: one line for a person's mistake, never a traceback.

Exit codes: 0 done; 1 nothing could be read, or a check failed; 2 something was asked for wrongly; 130 interrupted.
"""

from __future__ import annotations

import os
import sys


def main() -> None:
    """Run the command line and leave with its exit code."""
    # the matrices are small and every process reads on one core: threads of numpy's library would only wait for work
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from dateline.cli import app
    from dateline.errors import DatelineError

    try:
        app()
    except DatelineError as error:
        print(f"dateline: {error}", file=sys.stderr)
        sys.exit(2)
    except KeyboardInterrupt:
        print(
            "dateline: interrupted; what was committed is kept, and the same command goes on from there",
            file=sys.stderr,
        )
        sys.exit(130)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except OSError as error:
        print(f"dateline: {error.strerror or error}{f': {error.filename}' if error.filename else ''}", file=sys.stderr)
        sys.exit(2)


if __name__ == "__main__":
    main()
