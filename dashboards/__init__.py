"""What people see. Reads the views of ClickHouse; never imports streams."""
