"""Avro record schemas, one file for each kind of message. Data only: a package so that it is installed."""
