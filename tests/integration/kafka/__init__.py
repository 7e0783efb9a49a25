"""What only a real Kafka can show: three brokers of which one dies, access by user, compaction, elections."""
