"""The article on a web page, emitted from a parse of our own so that each character leads back to the page's bytes."""

from dateline.intake.pages.page import Page, Wall, read_page

__all__ = ["Page", "Wall", "read_page"]
