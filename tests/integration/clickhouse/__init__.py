"""ClickHouse through the embedded front: what the adapter promises, asked of the real engine."""
