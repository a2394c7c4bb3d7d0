import ast
import io
import json
import os
import re
import subprocess
import tarfile
import tempfile
import unittest
from pathlib import Path

from .process_common import ProcessCase
from .upgrade_centre import CASES, MODULE, RESULT
from .upgrade_invariants import INTENDED, SENT, TAKES, differences, look

CHECKOUT = Path(__file__).resolve().parent.parent
DEPENDENCIES = os.environ.get("STAKEHOLDER_DEPS_DB")
SCRIPT = """
import sys
sys.path.insert(0, {folder!r})
import upgrade_centre
upgrade_centre.{step}(env)
"""
# Of the module, or about a view or a field that it defines.
OURS = re.compile(
    rf"^\S+ \S+ \d+ (?:(?:ERROR|CRITICAL) .*|WARNING .*(?:{MODULE}|stakeholder).*)$",
    re.M,
)


def git(*arguments):
    """What git says in the checkout; nothing where there is no git or no history."""
    command = ["git", "-C", str(CHECKOUT), *arguments]
    try:
        done = subprocess.run(command, capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return b""
    return done.stdout


def release():
    """The present one, as the manifest gives it."""
    return ast.literal_eval((CHECKOUT / "__manifest__.py").read_text())["version"]


def version(text):
    return tuple(map(int, ast.literal_eval(text)["version"].split(".")))


def previous_release():
    """The last commit before the present version was given; None: not in here."""
    present, found = tuple(map(int, release().split("."))), None
    given = git("log", "--format=%H", '-G"version":', "--", "__manifest__.py")
    for commit in given.decode().split():
        text = git("show", f"{commit}:./__manifest__.py")
        if text and version(text.decode()) < present:
            return found
        parent = git("rev-parse", "--verify", "--quiet", f"{commit}^")
        found = parent.decode().strip() or None
    return None


@unittest.skipUnless(DEPENDENCIES, "needs the template that ./dev test makes")
class TestProcessesUpgrade(ProcessCase):
    """P24: a database of the release before, updated, is what it was."""

    template = DEPENDENCIES

    def setUp(self):
        commit = previous_release()
        if not commit:
            self.skipTest(
                "The release before is not in the git history of this copy (a zip, or "
                "a shallow clone)."
            )
        super().setUp()
        folder = self.enterContext(tempfile.TemporaryDirectory())
        archive = git("archive", "--format=tar", commit)
        with tarfile.open(fileobj=io.BytesIO(archive)) as packed:
            packed.extractall(Path(folder, MODULE), filter="data")
        self.before = f"--addons-path={folder}"

    def _step(self, step, *options):
        script = SCRIPT.format(folder=str(Path(__file__).parent), step=step)
        done = self._odoo("shell", *options, script=script)
        [line] = [line for line in done.stdout.splitlines() if RESULT in line]
        return json.loads(line.partition(RESULT)[2])

    def test_database_of_the_release_before_is_what_it_was(self):
        # P24: rows, deadlines, trail, seals, fingerprints, numbers, the centre's own
        # settings; the log is silent, no column is left over, no job sends again
        self._odoo(self.before, "-i", MODULE, "--stop-after-init")
        told = self._step("fill", self.before)
        without = TAKES.get(release(), {})
        before, columns = look(self.database, without=without)
        self.assertGreater(before["deadlines"].total(), CASES)
        for name in ("trail", "seals", "fingerprints", "signatures", "numbers", *SENT):
            self.assertTrue(before[name], name)
        done = self._odoo("-u", MODULE, "--stop-after-init")
        with self.subTest("log"):
            self.assertEqual(OURS.findall(done.stderr), [])
        after, _columns = look(self.database, columns)
        with self.subTest("rows"):
            intended = INTENDED.get(release(), {})
            self.assertEqual(differences(before, after), intended)
        found = self._step("verify")
        with self.subTest("columns"):
            self.assertEqual(found.pop("orphans"), [])
        with self.subTest("trail, seals, fingerprints"):
            self.assertEqual({**found, "today": told["today"]}, told)
        if found["today"] == told["today"]:
            # Past midnight there is more to say, and the jobs say it.
            again, _columns = look(self.database, columns)
            self.assertEqual(differences({one: after[one] for one in SENT}, again), {})
