"""ClickHouse's tables and views as numbered forward migrations: NNNN_name.sql, beside this file.

Statements only, each safe to run again (IF NOT EXISTS, OR REPLACE), each at home in chDB and in a server. A file that
has been released never changes: what comes later gets the next number. Users, roles and row policies live in infra.
"""
