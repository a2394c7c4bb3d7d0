"""Odoo from Debian's package, unpacked: the machine's own apt stays as it is."""

import re
import shutil
from pathlib import Path

from .progress import Trouble, quick, run, say

TRIED = "19.0.0+dfsg-1"
ODOO = "odoo-19/sid"
# Odoo's package links to files of these. From trixie: sid's font-awesome is too new,
# bookworm lacks montserrat.
LINKED = (
    "fonts-font-awesome",
    "fonts-inconsolata",
    "fonts-montserrat",
    "fonts-ocr-b",
    "fonts-roboto-unhinted",
    "libjs-jquery",
    "libjs-jquery-form",
    "libjs-underscore",
)
# Left out of the package, yet listed in a bundle: without it every page logs an error,
# which ends a browser test.
STUB = "addons/mail/static/lib/selfie_segmentation/selfie_segmentation.js"
SUITES = ("sid", "trixie")
FALLBACK = "http://deb.debian.org/debian"
KNOWN = {"stable", "oldstable", "testing", "unstable", "sid", "forky", "trixie"}
KNOWN |= {"bookworm", "bullseye"}
ADVICE = (
    "Check the network and call again. Or name an Odoo 19.0 of your own: "
    "STAKEHOLDER_ODOO=/path/of/odoo"
)


def ensure_odoo(place):
    """Unpack Odoo 19 into the home; an unpacked one is kept as it is."""
    if place.odoo.is_dir():
        return
    apt = Apt(place)
    packages = apt.fetch([ODOO, *(f"{name}/trixie" for name in LINKED)], "Odoo 19")
    _check_version(next(deb for deb in packages if deb.name.startswith("odoo-19")))
    making = place.home / "odoo.making"
    shutil.rmtree(making, ignore_errors=True)
    log = place.logs / "unpack.log"
    for deb in packages:
        name = deb.name.split("_")[0]
        run(f"Unpacking {name}", ["dpkg-deb", "-x", deb, making], log, ADVICE)
    _complete(making)
    making.rename(place.odoo)
    apt.forget()


def _check_version(deb):
    """Refuse another major version; say so when it is not the one tried."""
    version = quick("Reading the version", ["dpkg-deb", "-f", deb, "Version"]).strip()
    if not version.startswith("19.0"):
        raise Trouble(
            f"Debian offers Odoo {version}; the module is for 19.0.",
            "Name an Odoo 19.0 of your own: STAKEHOLDER_ODOO=/path/of/odoo",
        )
    if version != TRIED:
        say(f"Warning: Odoo {version} is not the version tried ({TRIED}).")


def _complete(root):
    """Add what the package lacks; refuse links that lead nowhere."""
    odoo = root / "usr" / "lib" / "python3" / "dist-packages" / "odoo"
    stub = odoo / STUB
    if not stub.exists():
        stub.parent.mkdir(parents=True, exist_ok=True)
        stub.write_text("")
    web = odoo / "addons" / "web" / "static"
    dangling = [path for path in web.rglob("*") if not path.exists()]
    if dangling:
        names = ", ".join(str(path.relative_to(root)) for path in dangling[:5])
        raise Trouble(f"Odoo's package links to missing files: {names}", ADVICE)


def fetch_pip(place):
    """pip's own wheel, for a Python that came without ensurepip."""
    kept = place.home / "pip"
    if not kept.is_dir():
        apt = Apt(place)
        (deb,) = apt.fetch(["python3-pip-whl/trixie"], "pip")
        making = place.home / "pip.making"
        shutil.rmtree(making, ignore_errors=True)
        quick("Unpacking pip", ["dpkg-deb", "-x", deb, making])
        making.rename(kept)
        apt.forget()
    return next(kept.rglob("pip-*.whl"))


class Apt:
    """apt-get with a state of its own; needs no root and changes nothing else."""

    def __init__(self, place):
        if not shutil.which("apt-get"):
            raise Trouble(
                "Odoo is fetched by apt-get, which this machine has not.",
                "Name an Odoo 19.0 of your own: STAKEHOLDER_ODOO=/path/of/odoo",
            )
        self.place = place
        self.folder = place.apt
        self.debs = place.apt / "debs"

    def fetch(self, packages, title):
        """Download packages, named as package/suite; the files."""
        for mirror in (mirrors := machine_mirrors()):
            try:
                self._update(mirror)
                return self._download(packages, title)
            except Trouble:
                if mirror == mirrors[-1]:
                    raise
                say("The machine's own mirror has not got it; trying Debian's")

    def _options(self):
        settings = {
            "Dir::State::Lists": self.folder / "lists",
            "Dir::Etc::SourceList": self.folder / "sources.list",
            "Dir::Etc::SourceParts": "/dev/null",
            "Dir::Cache": self.folder / "cache",
            "APT::Sandbox::User": "root",
            "APT::Update::Error-Mode": "any",
            "Acquire::Languages": "none",
        }
        return [f"-o{name}={value}" for name, value in settings.items()]

    def _update(self, mirror):
        for name in ("lists/partial", "cache/archives/partial"):
            (self.folder / name).mkdir(parents=True, exist_ok=True)
        uri, trust = mirror
        options = trust or f"signed-by={keyring()}"
        lines = [f"deb [{options}] {uri} {suite} main\n" for suite in SUITES]
        (self.folder / "sources.list").write_text("".join(lines))
        run(
            "Debian's package lists",
            ["apt-get", *self._options(), "update"],
            self.place.logs / "apt-update.log",
            ADVICE,
        )

    def _download(self, packages, title):
        shutil.rmtree(self.debs, ignore_errors=True)
        self.debs.mkdir()
        command = ["apt-get", *self._options(), "download"]
        listed = quick(title, [*command, "--print-uris", *packages], ADVICE)
        total = sum(int(size) for size in re.findall(r"^'\S+' \S+ (\d+)", listed, re.M))

        def so_far():
            sizes = (path.stat().st_size for path in self.debs.rglob("*"))
            return f"{sum(sizes) >> 20} of {total >> 20} MB"

        log = self.place.logs / "apt-download.log"
        run(
            f"Fetching {title}",
            [*command, *packages],
            log,
            ADVICE,
            so_far,
            cwd=self.debs,
        )
        return sorted(self.debs.glob("*.deb"))

    def forget(self):
        """The lists and packages are of no more use."""
        shutil.rmtree(self.folder, ignore_errors=True)


def keyring():
    """The file with the keys of Debian's archive."""
    for folder in (
        "/usr/share/keyrings",
        "/etc/apt/keyrings",
        "/etc/apt/trusted.gpg.d",
    ):
        for suffix in (".gpg", ".pgp"):
            path = Path(folder) / f"debian-archive-keyring{suffix}"
            if path.is_file():
                return path
    raise Trouble(
        "There is no keyring of Debian's archive on this machine.",
        "As root: apt-get install debian-archive-keyring",
    )


def machine_mirrors():
    """Where apt may look: the machine's mirror of Debian, then Debian's own.

    Each as (address, trust option or nothing).
    """
    etc = Path("/etc/apt")
    files = [etc / "sources.list", *sorted((etc / "sources.list.d").glob("*"))]
    found = []
    for path in files:
        if path.suffix == ".list" and path.is_file():
            found += _one_line_sources(path.read_text(errors="replace"))
        elif path.suffix == ".sources" and path.is_file():
            found += _stanza_sources(path.read_text(errors="replace"))
    return list(dict.fromkeys([*found[:1], (FALLBACK, "")]))


def _one_line_sources(text):
    """The mirrors in `deb [options] address suite component…` lines."""
    pattern = r"^\s*deb\s+(?:\[([^\]]*)\]\s+)?(\S+)\s+(\S+)\s+(.+)$"
    for options, uri, suite, components in re.findall(pattern, text, re.M):
        if _is_debian(uri, [suite], components.split()):
            yield uri.rstrip("/"), "trusted=yes" * ("trusted=yes" in (options or ""))


def _stanza_sources(text):
    """The mirrors in deb822 stanzas."""
    for stanza in re.split(r"\n\s*\n", re.sub(r"^#.*\n?", "", text, flags=re.M)):
        lines = re.findall(r"^([\w-]+):\s*(.*)$", stanza, re.M)
        fields = {name.lower(): value.split() for name, value in lines}
        if "deb" not in fields.get("types", []) or fields.get("enabled") == ["no"]:
            continue
        trust = "trusted=yes" * (fields.get("trusted") == ["yes"])
        for uri in fields.get("uris", []):
            if _is_debian(uri, fields.get("suites", []), fields.get("components", [])):
                yield uri.rstrip("/"), trust


def _is_debian(uri, suites, components):
    """Whether it is the main archive: not security, nor somebody's own packages."""
    if not uri.startswith(("http:", "https:", "mirror")) or "security" in uri:
        return False
    return "main" in components and bool(KNOWN & set(suites))
