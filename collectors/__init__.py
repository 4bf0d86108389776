"""Outside world → posts, comments: one file per source. What a source says about a comment's author ends here."""
