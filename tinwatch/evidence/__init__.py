"""Evidence of posts, kept before they are gone: a folder per case with every capture, its log chained; docs/cases.md has the layout."""
