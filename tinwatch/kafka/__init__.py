"""Kafka as the broker: what tinwatch asks of it beside what Faust does.

address.py   where it is and who we are, from the settings
reach.py     whether it can be reached, and if not, why, in one sentence
river.py     creates the topics, and tells how those that exist differ
broker.py    the broker that the composition root uses: ensure, lag, records
aside.py     an event loop in a thread, so that all of it can be asked from anywhere
driver.py    Faust's own driver with three corrections
pace.py      metadata refreshes at a bounded pace
"""
