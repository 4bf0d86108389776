"""Names of people, organisations, places and products in posts as they are written: without capitals, without accents, in chat spelling.

A linear-chain model over what lists and neighbours say of each word (docs/entities.md). A person's name is shown and forgotten: nothing
that is kept holds one (tests/unit/test_persons.py).
"""
