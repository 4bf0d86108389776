"""The desk's work on a case: what can be done with it now, the finding, the lists; decided by events, shown as the river answers."""
