"""The audit: everything computed once more from the facts in ClickHouse, and held against what is told.

It shares the law with a worker (`core`: one person, one kommune) and nothing else: facts are read from the views and
sorted by the database, everybody is evaluated once on an empty state, sums are added here, rows are named here. So it
sees whatever goes wrong where a worker is incremental: merging, restoring, who is looked at again, differences,
partial sums, writing.
"""
