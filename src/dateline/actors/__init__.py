"""Who is who: people, organisations, countries and groups under all their names, and who speaks.

Sieves from sure to unsure (Raghunathan et al. 2010): names and their parts, titles and appositions through a table of
offices with their paraphrases, nouns, then pronouns by salience; quotations know who "I" and "we" are.
"""

from dateline.actors.cast import find_actors
from dateline.actors.mentions.sectors import acting_sector

__all__ = ["acting_sector", "find_actors"]
