"""The commands of `./dev` and their options."""

import argparse
import os
import signal
import sys

from . import checks, demo, suite
from .environment import Environment
from .place import Place, locked
from .postgres import Embedded
from .progress import Trouble

USAGE = """\
./dev run [--port N] [--fresh] [-- ODOO OPTIONS]  serve the demonstration centre
./dev test [--full] [--keep] [PYTEST ARGUMENTS]   the suite, on a fresh database
./dev lint                                        ruff, pylint-odoo, XML, translations
./dev i18n                                        bring i18n/ up to the sources' terms
./dev odoo ARGUMENTS                              Odoo's own command line
./dev bench [ARGUMENTS]                           the benchmarks
./dev stop                                        end the embedded PostgreSQL

Everything is kept in ~/.cache/stakeholder_relations, or in STAKEHOLDER_DEV_HOME.
STAKEHOLDER_ODOO names an Odoo 19.0 that is there already; PGHOST, PGPORT, PGUSER and
PGPASSWORD another PostgreSQL.
"""


def command_run(arguments):
    arguments, extra = _split(arguments)
    parser = argparse.ArgumentParser(prog="./dev run", allow_abbrev=False)
    parser.add_argument("--port", type=int, help="default: the first free from 8069")
    parser.add_argument("--fresh", action="store_true", help="make the database anew")
    options = parser.parse_args(arguments)
    environment = Environment()
    demo.ensure_demo(environment, options.fresh)
    return demo.serve(environment, options.port, extra)


def command_test(arguments):
    own = {"--full", "--keep"} & set(arguments)
    rest = [argument for argument in arguments if argument not in own]
    return suite.test(Environment(), rest, "--full" in own, "--keep" in own)


def command_lint(arguments):
    return checks.lint(Environment())


def command_i18n(arguments):
    return checks.update_translations(Environment())


def command_odoo(arguments):
    environment = Environment()
    command = environment.odoo(*arguments)
    os.execve(command[0], command, environment.variables)


def command_bench(arguments):
    return suite.bench(Environment(), arguments)


def command_stop(arguments):
    place = Place.find()
    if place.pg.is_dir():
        with locked(place):
            Embedded(place).stop()


COMMANDS = {
    "run": command_run,
    "test": command_test,
    "lint": command_lint,
    "i18n": command_i18n,
    "odoo": command_odoo,
    "bench": command_bench,
    "stop": command_stop,
}


def _split(arguments):
    """What stands before and after `--`."""
    if "--" not in arguments:
        return arguments, []
    at = arguments.index("--")
    return arguments[:at], arguments[at + 1 :]


def _ended(number, frame):
    """A request to end unwinds the stack, so that databases are dropped."""
    sys.exit(128 + number)


def main(arguments):
    if not arguments or arguments[0] in ("-h", "--help", "help"):
        print(USAGE, end="")
        return 0
    command = COMMANDS.get(arguments[0])
    if not command:
        print(f"./dev: no command {arguments[0]!r}\n\n{USAGE}", end="", file=sys.stderr)
        return 2
    signal.signal(signal.SIGTERM, _ended)
    try:
        return command(arguments[1:]) or 0
    except Trouble as trouble:
        print(f"\n{trouble}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        return 130
