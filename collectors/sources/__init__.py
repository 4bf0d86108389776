"""One file per platform; collectors/connector.py says what each gives."""
