"""«Hvorfor?»: a trace (`trace.v1`) as a page: a picture, and a tree in Danish. Pure functions from JSON to markup.

Nothing here judges. Every text is escaped, whoever wrote it; what the picture shows stands in words beneath it.
"""
