"""./dev lint and ./dev i18n: what can be said about the sources without tests."""

import subprocess
from xml.etree import ElementTree

from .place import NO_UPGRADE, digest, source_files
from .progress import say


def lint(environment):
    """Run every check, whatever the ones before found; 1 if any found something."""
    checks = {
        "ruff": _ruff,
        "pylint-odoo": _pylint,
        "XML": _xml,
        "translations": _translations,
    }
    failed = []
    for name, check in checks.items():
        say(name)
        if not check(environment):
            failed.append(name)
    print(f"lint: {', '.join(failed)} failed" if failed else "lint: clean", flush=True)
    return 1 if failed else 0


def update_translations(environment):
    """Bring the template and the Chinese file to the terms of the sources."""
    return 0 if _terms(environment, "merge") else 1


def _call(environment, *command):
    caches = {"PYLINTHOME": str(environment.place.cache / "pylint")}
    done = subprocess.run(
        [str(part) for part in command],
        cwd=environment.place.checkout,
        env={**environment.variables, **caches},
        check=False,
    )
    return done.returncode == 0


def _ruff(environment):
    ruff = environment.place.venv / "bin" / "ruff"
    cache = ["--cache-dir", environment.place.cache / "ruff"]
    checked = _call(environment, ruff, "check", "--quiet", *cache)
    return _call(environment, ruff, "format", "--check", "--quiet", *cache) and checked


def _pylint(environment):
    place = environment.place
    rules = f"--rcfile={place.checkout / '.pylintrc'}"
    return _call(environment, place.python, "-m", "pylint", rules, place.link)


def _xml(environment):
    """Whether every XML file can be read at all."""
    sound = True
    for name in source_files(environment.place):
        if not name.endswith((".xml", ".svg")):
            continue
        try:
            ElementTree.parse(environment.place.checkout / name)
        except ElementTree.ParseError as error:
            print(f"{name}: {error}")
            sound = False
    return sound


def _translations(environment):
    return _terms(environment, "check")


def _terms(environment, step):
    """Check or merge the terms that the sources have now."""
    place = environment.place
    script = place.checkout / "devtools" / "terms.py"
    folder = place.checkout / "i18n"
    exported = _exported(environment)
    return _call(environment, place.python, script, step, exported, folder)


def _exported(environment):
    """The terms as Odoo exports them, kept until the sources change."""
    place, databases = environment.place, environment.databases
    state = digest(place, without=(*NO_UPGRADE, "i18n", "demo"))
    target = place.cache / f"terms-{state}.pot"
    if target.exists():
        return target
    bare = databases.template()
    with databases.passing() as prefix:
        name = f"{prefix}_terms"
        databases.make(name, bare)
        making = target.with_suffix(".making")
        environment.within("Exporting the terms", "terms", name, making)
    for old in place.cache.glob("terms-*.pot"):
        old.unlink()
    making.replace(target)
    return target
