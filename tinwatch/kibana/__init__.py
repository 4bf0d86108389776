"""What Kibana shows of the index: data views, saved searches, charts and dashboards, all made from objects.toml."""
