"""Exceptions for what a person got wrong; each message says what to do next.

    DatelineError
      ├ InputError        a path that is not there, nothing readable in it, an option that does not fit
      ├ FormatError       a file is not what its name or option says
      └ RecordError       a folder that is not a record, a damaged or a newer one

What is wrong with one document is not an exception: it is a row in ``problems`` (``schema.Problem``).
"""

from __future__ import annotations


class DatelineError(Exception):
    """The root: its text is one line that a person can act on."""


class InputError(DatelineError):
    """What was asked for cannot be read."""


class FormatError(DatelineError):
    """A file is not what its name or an option says."""


class RecordError(DatelineError):
    """A record cannot be opened or written."""


class DatelineWarning(UserWarning):
    """What was asked for is done, but not with all that there should be; its text says what is missing."""
