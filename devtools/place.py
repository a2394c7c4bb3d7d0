"""Where everything lies: the checkout, and the home folder outside it."""

import hashlib
import os
import subprocess
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from .progress import Trouble, say

MODULE = "stakeholder_relations"

# Changes in these need no upgrade of a database that is already there.
NO_UPGRADE = ("docs", "tests", "bench", "devtools", ".ci")


@dataclass(frozen=True)
class Place:
    """All paths; nothing in here touches the disk but `prepare`."""

    checkout: Path
    home: Path

    @classmethod
    def find(cls):
        """The place named by the environment; refuses a home within the checkout.

        Odoo walks the whole module folder when it exports terms, links included: a
        home inside it would make the module contain itself.
        """
        checkout = Path(__file__).resolve().parent.parent
        named = os.environ.get("STAKEHOLDER_DEV_HOME")
        home = Path(named or f"~/.cache/{MODULE}").expanduser().resolve()
        if home == checkout or checkout in home.parents:
            raise Trouble(
                f"STAKEHOLDER_DEV_HOME ({home}) lies within the checkout.",
                "Name a folder outside it.",
            )
        return cls(checkout, home)

    def __getattr__(self, name):
        """The plain sub-folders, by their own names."""
        if name in ("odoo", "venv", "pg", "addons", "data", "apt", "logs", "cache"):
            return self.home / name
        raise AttributeError(name)

    @property
    def link(self):
        """The module under its own name: the only path Odoo is told."""
        return self.addons / MODULE

    @property
    def conf(self):
        return self.home / "odoo.conf"

    @property
    def python(self):
        return self.venv / "bin" / "python"

    @property
    def key(self):
        """Short name of this home, for what is shared with other homes."""
        return hashlib.sha256(str(self.home).encode()).hexdigest()[:6]

    @cached_property
    def odoo_path(self):
        """The folder that has to be on Python's path for `import odoo`."""
        named = os.environ.get("STAKEHOLDER_ODOO")
        if not named:
            return self.odoo / "usr" / "lib" / "python3" / "dist-packages"
        given = Path(named).expanduser().resolve()
        for folder in (given, given.parent):
            if (folder / "odoo" / "release.py").is_file():
                return folder
        raise Trouble(
            f"STAKEHOLDER_ODOO ({given}) holds no Odoo.",
            "Name the folder with odoo-bin, or the one that has the package odoo.",
        )

    def prepare(self):
        """Make the folders and point the link at this checkout."""
        for folder in (self.home, self.addons, self.data, self.logs, self.cache):
            folder.mkdir(parents=True, exist_ok=True)
        if not os.access(self.home, os.W_OK):
            raise Trouble(
                f"{self.home} cannot be written.",
                "It belongs to another user: set STAKEHOLDER_DEV_HOME.",
            )
        if self.link.is_symlink() and self.link.resolve() == self.checkout:
            return
        # Replaced in one step: another call may be reading through it.
        fresh = self.addons / f".{MODULE}.{os.getpid()}"
        fresh.symlink_to(self.checkout)
        fresh.replace(self.link)


def source_files(place):
    """Relative paths of the checkout's files, those not yet committed included."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=place.checkout,
        capture_output=True,
        check=False,
    )
    if listed.returncode == 0 and listed.stdout:
        names = listed.stdout.decode().split("\0")
        found = {name for name in names if (place.checkout / name).is_file()}
    else:  # a copy without git, or another user's clone
        found = {
            str(path.relative_to(place.checkout))
            for path in place.checkout.rglob("*")
            if path.is_file() and not {".git", "__pycache__"} & set(path.parts)
        }
    return sorted(found - {""})


def digest(place, within=None, without=()):
    """Digest of the sources: of one top folder, or of all but some."""
    total = hashlib.sha256()
    for name in source_files(place):
        top = name.split("/", 1)[0]
        if top in without or (within and top != within):
            continue
        total.update(name.encode() + b"\0")
        total.update((place.checkout / name).read_bytes() + b"\0")
    return total.hexdigest()[:16]


@contextmanager
def locked(place):
    """Only one call at a time sets things up in a home."""
    import fcntl

    place.home.mkdir(parents=True, exist_ok=True)
    with open(place.home / "lock", "w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            say("Waiting for another ./dev that is setting up the same home")
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
