"""The rules: law as dated data (`catalogue/<area>/<RULE-ID>.yaml`), and what reads it.

Here live the files, the checks that they pass, and their translation into the core's rule kinds. No rule is computed
here, and no figure of the law is written in Python.
"""
