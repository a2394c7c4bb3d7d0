"""./dev run: the demonstration centre, made once and then kept up to date."""

import socket
import subprocess
import time
import urllib.error
import urllib.request

from .databases import manifest
from .place import MODULE, NO_UPGRADE, digest, locked
from .progress import Trouble, closing_kindly, say

DEMO = "demo"
FIRST_PORT = 8069
LOG_INS = (
    ("clerk", "员工"),
    ("worker", "驻点社工"),
    ("officer", "部门人员"),
    ("supervisor", "上级督导"),
    ("director", "中心负责人"),
    ("council", "理事会"),
    ("auditor", "评估人员"),
    ("admin", "系统配置"),
)


def ensure_demo(environment, fresh):
    """The database, at the state of the sources."""
    place, databases = environment.place, environment.databases
    state = digest(place, without=NO_UPGRADE)
    centre = digest(place, within="demo")
    template = databases.template()
    with locked(place):
        if fresh or DEMO not in databases.names():
            _make(environment, template)
            databases.note(DEMO, f"{state} {centre}")
            return
        noted, _space, loaded = databases.note(DEMO).partition(" ")
        if noted != state:
            environment.install(f"Updating {MODULE}", DEMO, "-u", MODULE)
            databases.note(DEMO, f"{state} {loaded}")
    if loaded != centre:
        say("The demo files changed: ./dev run --fresh loads them.")


def _make(environment, template):
    """Under another name until everything is in it; half of it is dropped."""
    databases = environment.databases
    making = f"{DEMO}_making"
    databases.drop(making)
    try:
        databases.make(making, template)
        if manifest(environment.place).get("demo"):
            environment.within("Loading the demonstration centre", "demo", making)
        databases.drop(DEMO)
        databases.rename(making, DEMO)
    except BaseException:
        databases.drop(making)
        raise


def serve(environment, port, arguments):
    """Serve it until interrupted; the address is printed when it answers."""
    port = port or _free_port()
    if not _is_free(port):
        raise Trouble(f"Port {port} is in use.", "Name another one: --port N")
    command = environment.odoo(
        *("-d", DEMO, "--db-filter", f"^{DEMO}$", "--http-port", port),
        *("--max-cron-threads", 1, "--log-level", "warn", *arguments),
    )
    process = subprocess.Popen(
        command, env=environment.variables, cwd=environment.place.home
    )
    with closing_kindly(process):
        _wait(process, port)
        _announce(environment, port)
        return process.wait()
    return 0


def _is_free(port):
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        return probe.connect_ex(("127.0.0.1", port)) != 0


def _free_port():
    for port in range(FIRST_PORT, FIRST_PORT + 50):
        if _is_free(port):
            return port
    raise Trouble("No port is free.", "Name one: --port N")


def _wait(process, port):
    until = time.monotonic() + 120
    while time.monotonic() < until:
        if process.poll() is not None:
            raise Trouble(f"The server ended at once (code {process.returncode}).")
        try:
            # Not through the caller's proxy: it is this machine.
            opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
            opener.open(f"http://127.0.0.1:{port}/web/health", timeout=5).close()
            return
        except (urllib.error.URLError, OSError):
            time.sleep(0.3)
    raise Trouble("The server does not answer.")


def _announce(environment, port):
    """The address and the log-ins that the database really has."""
    sql = "SELECT login FROM res_users WHERE active"
    present = environment.databases.query(sql, DEMO)
    print(f"\n  http://127.0.0.1:{port}/odoo\n\n  log-in = password")
    for login, role in LOG_INS:
        if login in present:
            print(f"    {login:<12}{role}")
    print("\n  Ctrl-C stops it.\n", flush=True)
