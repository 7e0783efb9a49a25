"""Apache Kafka in production: who may do what there, as data beside this file. Nothing here speaks with a broker."""
