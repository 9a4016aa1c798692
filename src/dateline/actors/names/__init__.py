"""What tables know of names: persons' names and forms of address, offices, common nouns for those who act, and bodies.

Linking and the record compare names with the same tables. Nothing here looks at an article.
"""
