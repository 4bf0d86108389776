"""Rule packs that analysts write: read, proved, and put in force while the workers run (docs/rules.md)."""
