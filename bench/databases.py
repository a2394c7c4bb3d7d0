"""The databases of the benchmarks: made once, kept until the module changes."""

import hashlib
import os
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from harness import MODULE

CHECKOUT = Path(__file__).resolve().parent.parent

# What of the checkout no installed database depends on.
UNRELATED = {"bench", "devtools", "docs", "tests"}


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


def source_digest():
    """Digest of what an installed database depends on, and of the data laid out."""
    total = hashlib.sha256()
    files = [path for path in CHECKOUT.rglob("*") if path.is_file() and belongs(path)]
    for path in sorted([*files, Path(__file__).with_name("filling.py")]):
        total.update(str(path.relative_to(CHECKOUT)).encode() + b"\0")
        total.update(path.read_bytes() + b"\0")
    return total.hexdigest()[:16]


def belongs(path):
    parts = path.relative_to(CHECKOUT).parts
    hidden = any(part.startswith(".") or part == "__pycache__" for part in parts)
    plain_file = len(parts) == 1 and path.suffix != ".py"
    return not hidden and not plain_file and parts[0] not in UNRELATED


def prepare(conf, template, sizes, rebuild):
    """{size: name of a database with that many complaints}, made where needed."""
    from odoo.tools import config

    key = hashlib.sha256(template.encode()).hexdigest()[:8]
    names = {size: f"stakeholder_bench_{key}_{size}" for size in sizes}
    config.parse_config(
        ["-c", conf, "-d", ",".join(names.values()), "--no-http"]
        + ["--log-handler=:ERROR"],
        setup_logging=True,
    )
    digest = source_digest()
    for size, name in names.items():
        if rebuild or stored_digest(name) != digest:
            build(conf, template, name, size, digest)
    return names


def build(conf, template, name, size, digest):
    """Make ``name`` anew; the digest is written last, so half a database is none."""
    import filling

    print(f"Making {name}: {size:,} complaints", flush=True)
    with_server(f'DROP DATABASE IF EXISTS "{name}"')
    with_server(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    command = [sys.executable, "-m", "odoo", "-c", conf, "-d", name, "-i", MODULE]
    flags = ["--stop-after-init", "--no-http", "--log-level=warn"]
    # The checkout is the module itself: no byte code may be left in it.
    clean = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    if subprocess.run([*command, *flags], env=clean, check=False).returncode:
        raise Missing(f"{MODULE} could not be installed; the reason is above.")
    filling.fill(name, size)
    vacuum(name)
    with_server(f"COMMENT ON DATABASE \"{name}\" IS '{digest}'")


def stored_digest(name):
    rows = with_server(
        "SELECT shobj_description(oid, 'pg_database') FROM pg_database"
        " WHERE datname = %s",
        [name],
    )
    return rows[0][0] if rows else None


def with_server(statement, params=None):
    """Run one statement outside any of our databases and any transaction."""
    import psycopg2

    try:
        connection = psycopg2.connect(dbname="postgres")
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
    import psycopg2

    with closing(psycopg2.connect(dbname=name)) as connection:
        connection.autocommit = True
        with connection.cursor() as cr:
            cr.execute("VACUUM ANALYZE")
