"""The record-batch transport against a real broker, in workers that are killed, stopped and joined by others."""
