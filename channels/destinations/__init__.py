"""Where an escalation may go: one file each, drop it in, register nothing (channels/destination.py says what it holds)."""
