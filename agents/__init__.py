"""The steps of the river: each agent's docstring is its arrow."""
