"""The composition root: the only place that sees everything. No domain words here."""
