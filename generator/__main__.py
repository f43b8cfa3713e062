"""``python -m generator``: see :mod:`generator.cli`."""

import gc
import sys

try:
    from generator.cli import main
except ModuleNotFoundError as missing:
    if (missing.name or "").partition(".")[0] == "generator":
        raise
    sys.exit(
        f"error: this Python has no {missing.name}, which the generator needs\n"
        "    hint: `make check` installs all it needs; then run .venv/bin/python -m generator"
    )

if __name__ == "__main__":
    gc.disable()  # a run makes next to no cyclic garbage, and looking for it costs a tenth
    status = main()
    gc.freeze()  # the program ends: nothing need be looked through for garbage any more
    sys.exit(status)
