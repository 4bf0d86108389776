"""Which known claim a text repeats: retrieval over words and letters, a learned order, and what tells two facts apart. Pure arithmetic."""
