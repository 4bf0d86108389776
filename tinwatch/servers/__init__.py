"""A real Kafka and a real Elasticsearch for development and tests, on loopback ports, from Maven artefacts, without Docker.

Not for production: one machine, small heaps, and an Elasticsearch build under the Elastic License 2.0 that is fetched, never redistributed.

    fleet.py          up, down, status: the order of things
    places.py         which folders, reachable by the unprivileged user
    java.py           which of the installed Javas
    maven.py          fetching with checksums and progress
    ports.py          free loopback ports that stay free
    process.py        one server process: start, alive, stop, whatever died in between
    kafka.py          what a Kafka broker is made of
    elasticsearch.py  what an Elasticsearch node is made of
"""
