"""What single verbs do, where it is more than a step or two; see also :mod:`generator.flow`."""
