"""Facts about a post: pure, one file each."""
