"""What makes an alert: severity, grouping, holding back. Pure functions: no clock, no I/O."""
