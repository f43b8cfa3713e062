"""One module a verb of the command line: what it takes, and what it says when it ran."""
