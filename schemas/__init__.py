"""What crosses a border: topics, Avro records, reference data, examples, ClickHouse migrations. Imports nobody."""
