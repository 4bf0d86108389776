"""What a rule pack would have alerted on: a year of posts in a minute (docs/rules.md)."""
