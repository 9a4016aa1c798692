"""The reading room: a record in the browser, on this machine only.

Pages are rendered here and read without JavaScript; nothing is fetched from anywhere else. Each row leads to the
characters it came from: ``/article/ID?at=120-180#at`` opens an article with those code points marked.
"""

from dateline.web.serve import serve

__all__ = ["serve"]
