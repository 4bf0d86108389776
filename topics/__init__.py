"""What travels, and where it travels."""
