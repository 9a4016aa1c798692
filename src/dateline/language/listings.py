"""Where a firm's shares are listed: "(NYSE: GRFM)", "(Nasdaq: ORLA; TSX: ORL)", which is nobody and says nothing."""

from __future__ import annotations

import re

_LISTED = r"[A-Z][\w.&' -]{1,30}:\s?[A-Z0-9][A-Z0-9.]{0,7}"
LISTING = re.compile(rf"[(\[]{_LISTED}(?:[;,/]\s?(?:and\s)?{_LISTED})*[)\]]")
"""The exchange and the sign under which shares are traded, in brackets; there may be several."""
