"""The databases of the benchmarks: made once, kept until what they hold changes."""

import hashlib
import os
import re
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from harness import MODULE

HERE = Path(__file__).resolve().parent
CHECKOUT = HERE.parent

# One file that lays out data takes from another.
FILLING = re.compile(r"^ *(?:from|import) (filling\w*)", re.M)
# What of the checkout no installed database depends on.
UNRELATED = {"bench", "devtools", "docs", "tests"}


@dataclass(frozen=True)
class Kind:
    """A sort of database: a copy of another, with modules or data added.

    ``base``: another kind, of the same size if it has one; none is the template with
    the dependencies alone. ``filling``: a file here whose ``fill(name, size)`` lays
    out the data. ``is_peer``: from the add-ons of others, as pinned.
    """

    base: str = ""
    modules: str = ""
    filling: str = ""
    is_peer: bool = False


KINDS = {
    "ours": Kind(modules=MODULE),
    "cases": Kind("ours", filling="filling"),
    "board": Kind("ours", filling="filling_board"),
    "cycles": Kind("ours", filling="filling_cycles"),
    # The same board, with an activity on each case.
    "busy": Kind("board", filling="filling_busy"),
    # Beside the cases very many contacts, none of them owed to anybody.
    "talks": Kind("cases", filling="filling_talks"),
    "contacts": Kind("ours", filling="filling_contacts"),
    "owed": Kind("ours", filling="filling_owed"),
    # Cases about units that have a million contacts and many ratings.
    "scorecards": Kind("cases", filling="filling_scorecards"),
    # The same traces of ten times as many units.
    "units": Kind("cases", filling="filling_units"),
    # What is compared with: none of ours is installed.
    "crm": Kind(modules="crm"),
    "leads": Kind("crm", filling="filling_leads"),
    "contacts_core": Kind(filling="filling_contacts"),
    # The add-ons of others.
    "helpdesk": Kind(modules="helpdesk_mgmt,helpdesk_mgmt_sla", is_peer=True),
    "tickets": Kind("helpdesk", filling="filling_tickets"),
    "claim": Kind(modules="crm_claim", is_peer=True),
    "claims": Kind("claim", filling="filling_claims"),
    "phonecall": Kind(modules="crm_phonecall", is_peer=True),
    "calls": Kind("phonecall", filling="filling_calls"),
}


class Missing(Exception):
    """Something the benchmarks need is not there; the text says what to do."""


def need(name, meaning):
    """The environment variable ``name``, or a message a reader can act on."""
    if value := os.environ.get(name):
        return value
    raise Missing(f"{name} is not set ({meaning}). Call this through ./dev bench.")


def settings():
    """(path of odoo.conf, name of the template database)."""
    conf = need("STAKEHOLDER_ODOO_CONF", "the path of odoo.conf")
    template = need("STAKEHOLDER_DEPS_DB", "a database with the dependencies installed")
    try:
        import odoo.release  # noqa: F401
    except ImportError:
        raise Missing("Odoo is not on PYTHONPATH.") from None
    if not Path(conf).is_file():
        raise Missing(f"STAKEHOLDER_ODOO_CONF: there is no file {conf}.")
    return conf, template


class Databases:
    """Finds the database of a kind and size, made where it is missing or stale."""

    def __init__(self, conf, template, rebuild=False, peers=None):
        """``peers``: the folder of add-ons that the peers are installed from."""
        from odoo.tools import config

        self.template = template
        self.rebuild = rebuild
        self.options = ["-c", conf, "--no-http"]
        if peers:
            folders = [str(peers), *config_paths(conf)]
            self.options.append(f"--addons-path={','.join(folders)}")
        self.source = source_digest()
        self.key = hashlib.sha256(template.encode()).hexdigest()[:8]
        self.sound, self.missing = {}, {}
        # Not one database: each is opened by its own name.
        config.parse_config([*self.options, "--log-handler=:ERROR"], setup_logging=True)

    def name(self, kind, size):
        parts = ["stakeholder_bench", self.key, kind]
        return "_".join([*parts, str(size)] if size else parts)

    def digest(self, kind, size):
        """Digest of everything the database was made from."""
        made = KINDS[kind]
        base = self.digest(*self.base(kind, size)) if made.base else self.template
        parts = [base, made.modules, str(size)]
        if MODULE in made.modules:
            parts.append(self.source)
        if made.is_peer:
            parts.append((HERE / "peers.txt").read_text())
        if made.filling:
            parts += [text for _name, text in sorted(sources(made.filling).items())]
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]

    def base(self, kind, size):
        """(kind, size) of what it is a copy of; nothing is laid out in a bare one."""
        base = KINDS[kind].base
        return base, size if KINDS[base].filling else None

    def get(self, kind, size=None):
        """The name of the database, once it is sound; raises Missing."""
        if (kind, size) in self.missing:
            raise self.missing[kind, size]
        if (kind, size) not in self.sound:
            name, digest = self.name(kind, size), self.digest(kind, size)
            if self.rebuild or stored_digest(name) != digest:
                try:
                    self.build(kind, size)
                except Missing as reason:
                    self.missing[kind, size] = reason
                    raise
                # Written last, so half a database is none.
                with_server(f"COMMENT ON DATABASE \"{name}\" IS '{digest}'")
            self.sound[kind, size] = name
        return self.sound[kind, size]

    def build(self, kind, size):
        made, name = KINDS[kind], self.name(kind, size)
        base = self.get(*self.base(kind, size)) if made.base else self.template
        count = f": {size:,}" if size else ""
        print(f"Making {name}{count}", flush=True)
        close(base)
        with_server(f'DROP DATABASE IF EXISTS "{name}"')
        with_server(f'CREATE DATABASE "{name}" TEMPLATE "{base}"')
        if made.modules:
            self.install(name, made.modules)
        if made.filling:
            import_module(made.filling).fill(name, size)
            vacuum(name)
        close(name)

    def install(self, name, modules):
        command = [sys.executable, "-m", "odoo", *self.options, "-d", name]
        flags = ["-i", modules, "--stop-after-init", "--log-level=warn"]
        # The checkout is the module itself: no byte code may be left in it.
        clean = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
        done = subprocess.run([*command, *flags], env=clean, check=False)
        query = "SELECT name FROM ir_module_module WHERE state = 'installed'"
        if done.returncode or set(modules.split(",")) - set(within(name, query)):
            raise Missing(f"{modules} could not be installed; the reason is above.")


def config_paths(conf):
    """The add-ons folders that the configuration names already."""
    from configparser import RawConfigParser

    parser = RawConfigParser()
    parser.read(conf)
    return parser.get("options", "addons_path", fallback="").split(",")


def sources(name):
    """{name: text} of a file here that lays out data, and of those it takes from."""
    text = (HERE / f"{name}.py").read_text()
    found = {name: text}
    for other in FILLING.findall(text):
        found |= sources(other)
    return found


def source_digest():
    """Digest of what a database with the module installed depends on."""
    total = hashlib.sha256()
    for path in sorted(path for path in CHECKOUT.rglob("*") if belongs(path)):
        total.update(str(path.relative_to(CHECKOUT)).encode() + b"\0")
        total.update(path.read_bytes() + b"\0")
    return total.hexdigest()[:16]


def belongs(path):
    parts = path.relative_to(CHECKOUT).parts
    hidden = any(part.startswith(".") or part == "__pycache__" for part in parts)
    plain_file = len(parts) == 1 and path.suffix != ".py"
    wanted = not hidden and not plain_file and parts[0] not in UNRELATED
    return wanted and path.is_file()


def stored_digest(name):
    rows = with_server(
        "SELECT shobj_description(oid, 'pg_database') FROM pg_database"
        " WHERE datname = %s",
        [name],
    )
    return rows[0][0] if rows else None


def close(name):
    """Leave no connection of ours open: a database in use is not copied."""
    from odoo import sql_db
    from odoo.modules.registry import Registry

    Registry.delete(name)
    sql_db.close_db(name)


def within(name, query):
    """The first column of a query in the database ``name``."""
    return [row[0] for row in connected(name, query)]


def with_server(statement, params=None):
    """Run one statement outside any of our databases and any transaction."""
    return connected("postgres", statement, params)


def connected(name, statement, params=None):
    import psycopg2

    try:
        connection = psycopg2.connect(dbname=name)
    except psycopg2.OperationalError as error:
        raise Missing(f"PostgreSQL does not answer (PGHOST, PGPORT): {error}") from None
    with closing(connection):
        connection.autocommit = True
        with connection.cursor() as cr:
            try:
                cr.execute(statement, params)
            except psycopg2.Error as error:
                # Mostly: the template is gone, or somebody is connected.
                raise Missing(f"{statement}: {error}") from None
            return cr.fetchall() if cr.description else []


def vacuum(name):
    """Statistics and visibility as on a database that has been running for a while."""
    connected(name, "VACUUM ANALYZE")
