"""Following: feeds, site maps and folders looked at again and again, what is new in them read and linked, and saved
searches that say once what they have found.

Whoever is followed is asked no more often than needed: by conditional requests (RFC 9110), with a pause for each host,
as robots.txt allows (RFC 9309), and less and less often after failures. What came of it is kept in ``watch.sqlite`` in
the record, so that a run that was killed goes on where it was.
"""

from __future__ import annotations

from dateline.watch.following import Round, Watch, seconds

__all__ = ["Round", "Watch", "seconds"]
