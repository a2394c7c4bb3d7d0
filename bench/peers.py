"""The add-ons of others that the module is measured beside, fetched when asked for."""

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

LIST = Path(__file__).with_name("peers.txt")


def folder(home):
    """The add-ons folder of the pinned peers within ``home``, fetched if need be.

    None where they cannot be had; the reason is printed.
    """
    wanted = hashlib.sha256(LIST.read_bytes()).hexdigest()[:8]
    kept = Path(home) / "peers"
    target = kept / wanted
    if not target.is_dir():
        making = kept / "making"
        shutil.rmtree(kept, ignore_errors=True)
        print("Fetching the peers", flush=True)
        if trouble := fetch(making):
            print(f"peers: they could not be fetched: {trouble}", flush=True)
            return None
        making.rename(target)
    return target / "odoo" / "addons"


def fetch(target):
    """Without what they depend on: Odoo is there, and they need nothing else."""
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-input"]
    command += ["--disable-pip-version-check", "--no-compile", "--no-deps"]
    command += ["--require-hashes", "--target", target, "-r", LIST]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if not done.returncode:
        return ""
    said = done.stderr.strip().splitlines()
    errors = [line for line in said if line.startswith("ERROR")]
    return (errors or said or ["pip failed"])[0]
