"""Databases: cached templates of the dependencies, and what is made from them."""

import ast
import hashlib
import os
import re
import secrets
import shutil
from contextlib import contextmanager

from .place import MODULE, locked
from .postgres import programs
from .progress import Trouble, quick
from .python_env import requirements

LANGUAGE = "zh_CN"
# The suite runs beside Time Off, whose public holidays meet the module's days.
BESIDE = ("hr_holidays",)


def manifest(place):
    """The module's manifest."""
    return ast.literal_eval((place.checkout / "__manifest__.py").read_text())


class Databases:
    """Made, copied and dropped by name, on whatever server there is."""

    def __init__(self, environment):
        self.environment = environment
        self.place = environment.place

    def query(self, sql, database="postgres"):
        """The rows of a statement, one text each."""
        command = [programs(self.place) / "psql", "-XqAt", "-v", "ON_ERROR_STOP=1"]
        command += ["-d", database, "-c", sql]
        output = quick("PostgreSQL", command, env=self.environment.variables)
        return output.splitlines()

    def names(self):
        return self.query("SELECT datname FROM pg_database")

    def drop(self, name):
        """Whoever is connected; with its file store, if it has one."""
        self.query(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        shutil.rmtree(self.place.data / "filestore" / name, ignore_errors=True)

    def copy(self, source, name):
        self.query(f'CREATE DATABASE "{name}" TEMPLATE "{source}"')

    def rename(self, old, new):
        self.query(f'ALTER DATABASE "{old}" RENAME TO "{new}"')

    def note(self, name, text=None):
        """A text kept with a database: read it, or write it."""
        if text is not None:
            self.query(f"COMMENT ON DATABASE \"{name}\" IS '{text}'")
            return text
        sql = "SELECT shobj_description(oid, 'pg_database') FROM pg_database"
        return "".join(self.query(f"{sql} WHERE datname = '{name}'"))

    def template(self, beside=()):
        """A database with the dependencies (and `beside`) that nobody connects to.

        Its name tells what it was made from, so a stale one is never taken.
        """
        modules = sorted({*manifest(self.place)["depends"], *beside})
        release = (self.place.odoo_path / "odoo" / "release.py").read_text()
        made_from = [*modules, release, str(self.place.odoo_path), LANGUAGE]
        made_from.append(requirements(self.place))
        stamp = hashlib.sha256("\n".join(made_from).encode()).hexdigest()[:8]
        kind = "deps" if beside else "deps_bare"
        name = f"{kind}_{self.place.key}_{stamp}"
        with locked(self.place):
            present = self.names()
            if name not in present:
                for old in present:
                    if re.fullmatch(rf"{kind}_{self.place.key}_\w+", old):
                        self.drop(old)
                self._make_template(name, modules)
        return name

    def _make_template(self, name, modules):
        """Under another name until it is complete; attachments inside it.

        A copied database has no file store of its own.
        """
        making = f"{name}_making"
        listed = ", ".join(modules)
        arguments = ("-i", ",".join(modules), "--load-language", LANGUAGE)
        title = f"Database template with {listed}"
        self.environment.install(title, making, *arguments)
        self.environment.within("Moving its attachments", "store", making)
        shutil.rmtree(self.place.data / "filestore" / making, ignore_errors=True)
        self.rename(making, name)
        self.query(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false')

    def make(self, name, template):
        """A database with the module, on a copy of a template."""
        self.copy(template, name)
        self.environment.install(f"Installing {MODULE} in {name}", name, "-i", MODULE)
        sql = f"SELECT state FROM ir_module_module WHERE name = '{MODULE}'"
        if self.query(sql, name) != ["installed"]:
            log = self.place.logs / f"{name}.log"
            raise Trouble(f"{MODULE} was not installed (see {log}).")

    @contextmanager
    def passing(self, keep=False):
        """A prefix for databases of this call; all of that name go in the end.

        What a killed call left is removed too: the name tells its process.
        """
        self._sweep()
        prefix = f"run{self.place.key}_{os.getpid()}_{secrets.token_hex(2)}"
        try:
            yield prefix
        finally:
            if not keep:
                for name in self.names():
                    if name.startswith(prefix):
                        self.drop(name)

    def _sweep(self):
        with locked(self.place):
            for name in self.names():
                owner = re.match(rf"run{self.place.key}_(\d+)_", name)
                if owner and not os.path.exists(f"/proc/{owner[1]}"):
                    self.drop(name)
