"""./dev test and ./dev bench: on databases made for the call and dropped after it."""

import os
from concurrent.futures import ThreadPoolExecutor

from .databases import BESIDE
from .place import MODULE
from .progress import Trouble, attend

# What follows these is no path, even if a file of that name is there.
WITH_VALUE = {"-k", "-m", "-p", "-n", "-c", "-o", "-W", "-r"}
# The whole suite is shared out, a class at a time and in its order, so that no long one
# is left for the end; each worker has its own copy of the database.
SHARED_OUT = ("--dist", "loadscope", "--no-loadscope-reorder")
MOST_WORKERS = 4


def test(environment, arguments, full=False, keep=False):
    """Run pytest on a fresh database; its exit code."""
    databases = environment.databases
    template, bare = databases.template(BESIDE), databases.template()
    with databases.passing(keep) as prefix:
        work, untouched = f"{prefix}_test", f"{prefix}_tpl"
        _make_both(databases, (work, template), (untouched, bare))
        command = [
            *(environment.place.python, "-m", "pytest"),
            *(f"--odoo-database={work}", f"--odoo-config={environment.place.conf}"),
            *("--odoo-log-level=warn", "--odoo-http"),
            *_arguments(environment.place, arguments),
        ]
        env = _variables(environment, untouched, bare, full)
        return attend(command, env=env, cwd=environment.place.home)


def bench(environment, arguments):
    """Run the benchmarks of the checkout; their exit code."""
    script = environment.place.checkout / "bench" / "run.py"
    if not script.is_file():
        raise Trouble("There are no benchmarks: bench/run.py is missing.")
    bare = environment.databases.template()
    # The benchmarks fill a database of their own, and keep it for the next run.
    env = _variables(environment, bare, bare)
    command = [environment.place.python, script, *arguments]
    return attend(command, env=env, cwd=environment.place.home)


def _make_both(databases, *wanted):
    """Two at once: each is one process of Odoo that mostly uses one core."""
    with ThreadPoolExecutor() as pool:
        pending = [pool.submit(databases.make, *each) for each in wanted]
    for made in pending:
        made.result()


def _variables(environment, untouched, bare, full=False):
    """What the tests are told: templates that nobody has opened, with the module and
    with its dependencies alone.

    Copies whose names begin with the template's are dropped with it.
    """
    told = {"STAKEHOLDER_TEMPLATE_DB": untouched, "STAKEHOLDER_DEPS_DB": bare}
    if full:
        told["STAKEHOLDER_FULL"] = "1"
    return {**environment.variables, **told}


def _arguments(place, arguments):
    """Paths of the checkout become paths below the add-ons folder.

    Only there pytest-odoo finds that a test belongs to `odoo.addons`.
    """
    mapped, named, before = [], False, ""
    for argument in arguments:
        path, colons, rest = argument.partition("::")
        is_path = not path.startswith("-") and before not in WITH_VALUE
        if is_path and (found := _within(place, path)):
            named = True
            argument = f"{found}{colons}{rest}"
        mapped.append(argument)
        before = argument
    return mapped if named else [*_shared_out(), *mapped, str(place.link / "tests")]


def _shared_out():
    workers = min(os.cpu_count() or 1, MOST_WORKERS)
    return ["-n", str(workers), *SHARED_OUT] if workers > 1 else []


def _within(place, path):
    """The path through the link, of a file named from the checkout or absolutely."""
    real = (place.checkout / path).resolve()
    if not path or not real.exists() or place.checkout not in (real, *real.parents):
        return None
    return place.addons / MODULE / real.relative_to(place.checkout)
