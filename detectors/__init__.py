"""Opinions about a post: one file each, pure; drop a file in, register nothing."""
