"""Make ``.venv`` and fill it from a lock file, with nothing but a bare Python.

``python3 generator/bootstrap.py site`` installs what a build needs, ``dev`` adds what the tests
need, ``lock`` rewrites the lock files. Runs before any dependency is there, so it imports the
standard library only and keeps to a syntax that an old Python can read: an old Python must get as
far as saying that it is too old.
"""

import os
import shutil
import subprocess
import sys

NEEDED = (3, 11)
NEWER = ["python3.%d" % minor for minor in range(15, NEEDED[1] - 1, -1)]
LOCKS = {"site": "requirements.lock", "dev": "requirements-dev.lock"}
VENV = ".venv"


def fail(sentence: str) -> None:
    """Say what is wrong in one sentence and end."""
    sys.stderr.write(sentence + "\n")
    sys.exit(1)


def use_new_enough_python() -> None:
    """Go on under a Python that is new enough, or say in one sentence that there is none."""
    if sys.version_info >= NEEDED:
        return
    for name in NEWER:
        path = shutil.which(name)
        if path:
            os.execv(path, [path, *sys.argv])  # noqa: S606
    fail(
        "Autodidact needs Python %d.%d or newer and found only %d.%d: install a newer one, "
        "or name it with make PYTHON=/path/to/python3."
        % (NEEDED[0], NEEDED[1], sys.version_info[0], sys.version_info[1])
    )


def venv_python() -> str:
    """Path of the interpreter inside ``.venv``."""
    return os.path.join(VENV, "bin", "python")  # noqa: PTH118


def install(kind: str) -> None:
    """Install the packages of one lock file, each verified by its hash."""
    if not os.path.exists(venv_python()):  # noqa: PTH110
        print("Creating %s" % VENV)
        if subprocess.call([sys.executable, "-m", "venv", VENV]) != 0:
            shutil.rmtree(VENV, ignore_errors=True)
            fail(
                "Python could not create a virtual environment: on Debian or Ubuntu install the "
                "package python3-venv, then run make again."
            )
    print("Installing %s" % LOCKS[kind], flush=True)
    pip = [venv_python(), "-m", "pip", "--disable-pip-version-check"]
    command = [*pip, "install", "--quiet", "--require-hashes", "-r", LOCKS[kind]]
    if subprocess.call(command) != 0:
        fail("pip could not install %s: its own message above says why." % LOCKS[kind])
    kinds = ["site", "dev"] if kind == "dev" else [kind]
    for done in kinds:  # the dev lock holds everything that the site lock holds
        with open(os.path.join(VENV, "installed-" + done), "w"):  # noqa: PTH118, PTH123
            pass


def lock() -> None:
    """Rewrite both lock files from pyproject.toml; hashes are kept, addresses are not."""
    compile_command = [venv_python(), "-m", "uv", "pip", "compile", "--quiet", "--universal"]
    compile_command += ["--generate-hashes", "--no-header", "--no-annotate", "--upgrade"]
    subprocess.check_call([venv_python(), "-m", "pip", "install", "--quiet", "uv"])
    site, dev = LOCKS["site"], LOCKS["dev"]
    subprocess.check_call([*compile_command, "pyproject.toml", "-o", site])
    with_dev = [*compile_command, "pyproject.toml", "--group", "dev", "-c", site, "-o", dev]
    subprocess.check_call(with_dev)


def main() -> None:
    """Run the verb given on the command line."""
    use_new_enough_python()
    verb = " ".join(sys.argv[1:])
    if verb in LOCKS:
        install(verb)
    elif verb == "lock":
        lock()
    else:
        fail("usage: bootstrap.py site|dev|lock")


if __name__ == "__main__":
    main()
