"""Everything set up: the one object that the commands work with."""

import re

from .databases import Databases
from .debian import ensure_odoo
from .place import MODULE, Place, locked
from .postgres import ensure_postgres, programs
from .progress import Trouble, run, say, tail
from .python_env import clean_environ, ensure_venv
from .system import ensure_system

# No limit of memory: a browser started by a test would inherit it, and die.
CONFIG = """\
[options]
addons_path = {addons}
data_dir = {data}
db_host = {host}
db_port = {port}
db_user = {user}
list_db = True
with_demo = False
http_interface = 127.0.0.1
max_cron_threads = 0
limit_time_cpu = 3600
limit_time_real = 7200
limit_time_real_cron = 7200
limit_memory_hard = 0
limit_memory_soft = 0
"""


class Environment:
    """Sets up what is missing when made; then runs Odoo in it."""

    def __init__(self):
        self.place = Place.find()
        with locked(self.place):
            self.place.prepare()
            self._find_odoo()
            ensure_venv(self.place)
            ensure_system(self.place)
            self.postgres = ensure_postgres(self.place)
            self._write_config()
        self.databases = Databases(self)

    def _find_odoo(self):
        """Odoo's folder, fetched unless one is named; refuses another version."""
        path = self.place.odoo_path
        if self.place.odoo in path.parents:
            ensure_odoo(self.place)
        release = (path / "odoo" / "release.py").read_text()
        found = re.search(r"^version_info = \((\d+), (\d+),", release, re.M)
        version = ".".join(found.groups()) if found else "of an unknown version"
        if version != "19.0":
            raise Trouble(
                f"{path} is Odoo {version}; the module is for 19.0.",
                "Name another one in STAKEHOLDER_ODOO.",
            )

    def _write_config(self):
        """Never with a password: Odoo reads PGPASSWORD itself."""
        content = CONFIG.format(
            addons=self.place.addons,
            data=self.place.data,
            host=self.postgres["PGHOST"],
            port=self.postgres["PGPORT"],
            user=self.postgres["PGUSER"],
        )
        if self.place.conf.exists() and self.place.conf.read_text() == content:
            return
        fresh = self.place.conf.with_suffix(".making")
        fresh.write_text(content)
        fresh.replace(self.place.conf)

    @property
    def variables(self):
        """The variables of every process: Odoo, PostgreSQL's programs, the tools."""
        env = clean_environ(self.place)
        env.pop("PGDATABASE", None)  # Odoo would take it for its own
        folders = [programs(self.place), self.place.venv / "bin", env.get("PATH", "")]
        return {
            **env,
            **self.postgres,
            "PATH": ":".join(str(folder) for folder in folders),
            "PYTHONPATH": str(self.place.odoo_path),
            "ODOO_RC": str(self.place.conf),
            "STAKEHOLDER_ODOO_CONF": str(self.place.conf),
            "STAKEHOLDER_ODOO_PYTHON": str(self.place.python),
        }

    def odoo(self, *arguments):
        """Odoo's command line; ODOO_RC names the configuration to all of it.

        By a file and not by ``-m odoo``: a server with workers starts the one of the
        bus by the name of that file, again and again where it does not start.
        """
        script = self.place.checkout / "devtools" / "odoo_bin.py"
        return [str(part) for part in (self.place.python, script, *arguments)]

    def install(self, title, database, *arguments):
        """Let Odoo change a database and stop; its warnings are shown."""
        log = self.place.logs / f"{database}.log"
        options = ("-d", database, "--stop-after-init", "--no-http", *arguments)
        env, cwd = self.variables, self.place.home
        run(title, self.odoo(*options), log, env=env, cwd=cwd)
        text = log.read_text(errors="replace")
        if re.search(r"^\S+ \S+ \d+ (ERROR|CRITICAL) ", text, re.M):
            raise Trouble(f"{tail(log)}\n{title}: errors in the log (see {log}).")
        ours = rf"^\S+ \S+ \d+ (WARNING .*(?:{MODULE}|ir_ui_view).*)$"
        for line in re.findall(ours, text, re.M):
            say(line)

    def within(self, title, *arguments):
        """Run one of our own steps inside Odoo."""
        script = self.place.checkout / "devtools" / "within.py"
        log = self.place.logs / f"{arguments[1]}-{arguments[0]}.log"
        command = [self.place.python, script, *arguments]
        run(title, command, log, env=self.variables, cwd=self.place.home)
