"""The monitors' web page: server-rendered, live, read through `search.port` only."""
