"""Programs of the system that some tests and prints need: by apt, or by advice."""

import os
import shutil
import subprocess
from pathlib import Path

from .progress import Trouble, run, say

BROWSERS = ("google-chrome", "chromium", "chromium-browser", "google-chrome-stable")


def ensure_system(place):
    """Install what is missing when root; otherwise one line says what it is for."""
    missing = _missing()
    if not missing:
        return
    tried = place.home / "system.tried"
    names = " ".join(missing)
    may_try = os.geteuid() == 0 and shutil.which("apt-get")
    if may_try and not (tried.exists() and tried.read_text() == names):
        _install(place, missing)
        missing = _missing()
        names = " ".join(missing)
        tried.write_text(names)
    if missing:
        say(f"For prints and browser tests, as root: apt-get install {names}")


def _missing():
    """The packages whose programs or files are not there."""
    wanted = {
        "chromium": any(shutil.which(name) for name in BROWSERS),
        "fonts-noto-cjk": any(Path("/usr/share/fonts").rglob("NotoSansCJK*")),
    }
    # Debian has none after 12: there the forms are printed by Chromium.
    if _debian_major() <= 12:
        wanted["wkhtmltopdf"] = bool(shutil.which("wkhtmltopdf"))
    return sorted(name for name, present in wanted.items() if not present)


def _debian_major():
    path = Path("/etc/debian_version")
    major = path.read_text().split(".")[0].strip() if path.is_file() else ""
    return int(major) if major.isdigit() else 99


def _install(place, names):
    """By the machine's own apt; a failure is advice, since most works without."""
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    log = place.logs / "apt-install.log"
    install = ["apt-get", "install", "-y", "--no-install-recommends", *names]
    try:
        if not _are_listed(names):
            run("The system's package lists", ["apt-get", "update"], log, env=env)
        run(f"Installing {' '.join(names)}", install, log, env=env)
    except Trouble as trouble:
        say(f"{trouble.what.splitlines()[-1]} Going on without.")


def _are_listed(names):
    found = subprocess.run(
        ["apt-cache", "show", *names], capture_output=True, check=False
    )
    return found.returncode == 0
