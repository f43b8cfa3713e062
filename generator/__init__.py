"""Turn curated YAML about papers into a reading-list website.

The road runs one way, and each stage is a package of its own::

    listings -> ingest -> catalog -> derive -> render -> site

A stage takes frozen records and returns new ones beside the problems it found; it imports no
other stage. :mod:`generator.flow` puts the stages in order, :mod:`generator.disk` alone reads and
writes files, :mod:`generator.fetch` alone asks other hosts and for ``add`` only, and
:mod:`generator.model` holds the records that travel between stages.
"""
