"""A file that is none of the formats, or not one that may be read."""


class Refused(Exception):
    """Nothing of this file is taken; the message says why."""
