"""Facts of advertising that a post shows by itself, each checked under the rule of its day (domain.md §2)."""
