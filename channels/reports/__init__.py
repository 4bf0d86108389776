"""What the desk tells of its work: the daily brief, the weekly bulletin, the monthly transparency table, each from a template."""
