"""The embedded broker: Faust on a single SQLite file, without a server.

`sqlite:///path` as the broker URL of a Faust app loads `Transport` through the entry point group `faust.transports`; agents, topics,
tables, timers, `group_by` and leader timers then run as they do on Kafka, in one process per group. `Log` is the file itself, and needs no
Faust: any process may append to it, read it, and ask how far each group has come.

    log.py         the durable log: topics, records, committed offsets
    schema.py      its tables
    retention.py   what may be deleted from it, and what never is
    owner.py       one process per group
    transport.py   how Faust finds all this
    consumer.py    one group's place in the log: subscription, positions, commits
    delivery.py    from the log to the agents, and what may be committed of it
    producer.py    from the agents to the log, many sends in one transaction
    assignment.py  Faust's own assignor, asked with one member
    partitioner.py which partition a key belongs to: the same as on Kafka
"""
