"""Notices on their way to the desk: the table of who hears what, the words, and the sending (docs/cases.md, Notices)."""
