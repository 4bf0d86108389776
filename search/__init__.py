"""Find it again: one port, one file per engine."""
