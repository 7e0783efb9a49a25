"""The embedded servers keep their promises: Kafka and ClickHouse on the wire, durable, private, never orphaned."""
