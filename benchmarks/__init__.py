"""Benchmarks: each prints ratios of things measured in one run, since absolute figures of a shared machine move by a third."""
