"""What rots while nobody edits: links that died, facts that arXiv knows better by now.

:mod:`generator.web` alone speaks to the network; all else takes its answers and returns
records. The order of things is in :mod:`generator.flows.health`.
"""
