"""The virtual environment with Odoo's Python needs and the tools, all pinned."""

import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys

from .debian import fetch_pip
from .progress import Trouble, quick, run

OLDEST, NEWEST = (3, 10), (3, 13)
ADVICE = "Check the network and call again: what is there already is kept."


def requirements(place):
    """The pinned versions, as they stand in the checkout."""
    return (place.checkout / "devtools" / "requirements.txt").read_text()


def ensure_venv(place):
    """Make the environment, or bring it to the pinned versions."""
    python = _interpreter()
    stamp = place.venv / ".stamp"
    wanted = hashlib.sha256(f"{python}\n{requirements(place)}".encode()).hexdigest()
    works = place.python.exists() and _answers(place.python)
    if works and stamp.exists() and stamp.read_text() == wanted:
        return
    if not works or not _is_made_by(place, python):
        _make(place, python)
    stamp.unlink(missing_ok=True)
    _install(place)
    stamp.write_text(wanted)


def _interpreter():
    """A Python that Odoo 19 accepts: this one, else one on the path."""
    if OLDEST <= sys.version_info[:2] <= NEWEST:
        # Of a virtual environment's Python, the one that it was made from.
        return getattr(sys, "_base_executable", None) or sys.executable
    for minor in range(NEWEST[1], OLDEST[1] - 1, -1):
        found = shutil.which(f"python3.{minor}")
        if found:
            return found
    raise Trouble("Odoo 19 needs Python 3.10 to 3.13.", "Install one of these.")


def _answers(python):
    """Whether it still runs: the Python it was made from may be gone."""
    done = subprocess.run([python, "-c", ""], capture_output=True, check=False)
    return done.returncode == 0


def _is_made_by(place, python):
    made_by = place.venv / ".python"
    return made_by.exists() and made_by.read_text() == python


def _make(place, python):
    """An empty environment with pip in it."""
    shutil.rmtree(place.venv, ignore_errors=True)
    command = [python, "-m", "venv", place.venv]
    if _has_ensurepip(python):
        quick("Making the Python environment", command)
    else:  # Debian's Python without python3-venv
        quick("Making the Python environment", [*command, "--without-pip"])
        wheel = fetch_pip(place)
        install = [place.python, wheel / "pip", "install", "--no-index", wheel]
        quick("Installing pip", install, env=clean_environ(place))
    (place.venv / ".python").write_text(python)


def _has_ensurepip(python):
    if python == sys.executable:
        return importlib.util.find_spec("ensurepip") is not None
    done = subprocess.run(
        [python, "-m", "ensurepip", "--version"], capture_output=True, check=False
    )
    return done.returncode == 0


def _install(place):
    wanted = place.checkout / "devtools" / "requirements.txt"
    log = place.logs / "pip.log"
    total = len(re.findall(r"^[\w.-]+==", requirements(place), re.M))

    def so_far():
        text = log.read_text(errors="replace")
        if "Installing collected packages" in text:
            return "installing"
        return f"{len(re.findall('^Collecting ', text, re.M))} of {total} packages"

    command = [place.python, "-m", "pip", "install", "--disable-pip-version-check"]
    command += ["--no-input", "--progress-bar", "off", "-r", wanted]
    env = clean_environ(place)
    run("Python packages", command, log, ADVICE, so_far, env=env, cwd=place.home)


def clean_environ(place):
    """The caller's variables, without those that would lead Python elsewhere.

    Byte code goes to the home: the checkout is part of what is imported.
    """
    unwanted = {"PYTHONPATH", "PYTHONHOME", "PYTHONDONTWRITEBYTECODE", "VIRTUAL_ENV"}
    kept = {name: os.environ[name] for name in os.environ if name not in unwanted}
    return {**kept, "PYTHONPYCACHEPREFIX": str(place.cache / "pyc")}
