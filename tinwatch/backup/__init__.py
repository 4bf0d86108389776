"""Backups of a desk, made while it works, and the way back from one."""
