"""Between the world and the core: Avro, ClickHouse, files, dead letters. Layout and patience; never law or Faust."""
