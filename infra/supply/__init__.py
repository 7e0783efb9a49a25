"""What we depend on: licences, a bill of materials, known holes. Reads locks and metadata; never the network.

`python -m infra.supply` checks licences. The bill and the audit are other people's tools, in an environment of their
own (`tools.lock`): `make sbom`, `make audit`.
"""
