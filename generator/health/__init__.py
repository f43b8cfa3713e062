"""What rots while nobody edits: links that died, facts that arXiv knows better by now.

:mod:`generator.web` asks; all here takes its answers and returns records. The order of things is in
:mod:`generator.flows.health`.
"""
