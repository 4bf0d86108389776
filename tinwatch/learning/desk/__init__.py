"""Learning from the desk: its decisions as training rows that name nobody, and which of two models agrees with them."""
