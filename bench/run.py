"""Measure the module against the floors of its workloads.

    python bench/run.py [names…] [--rebuild] [--small] [--peers]

Names are those of the workloads (p1 p2 …). The exit code is 1 where a number
of queries misses its target or a result is wrong; ratios of times are printed and
judged, and never fail: a shared machine is no stop-watch.
"""

import argparse
import importlib
import sys
from pathlib import Path

sys.dont_write_bytecode = True

import databases  # noqa: E402
import harness  # noqa: E402
import peers  # noqa: E402

WORKLOADS = {
    "p1": "p1_reminders",
    "p2": "p2_nothing_due",
    "p3": "p3_create",
    "p4": "p4_deadlines",
    "p5": "p5_board",
    "p5b": "p5b_cycles",
    "p6": "p6_contacts",
    "p8": "p8_cadence",
    "p7": "p7_scorecards",
    "p9": "p9_register",
    "p9e": "p9_evaluation",
    "p10": "p10_forms",
    "p10f": "p10_folders",
    "p11": "p11_communications",
}


# The same workloads beside the add-ons of others.
PEERS = {"p3": "p3_peers", "p5": "p5_peers", "p11": "p11_peers"}


def parse(arguments):
    parser = argparse.ArgumentParser(prog="bench", description=__doc__.split("\n\n")[0])
    parser.add_argument("names", nargs="*", metavar="name", help=" ".join(WORKLOADS))
    parser.add_argument(
        "--rebuild", action="store_true", help="make the data anew, whatever is there"
    )
    parser.add_argument(
        "--small", action="store_true", help="a tenth of the data: quick, less telling"
    )
    parser.add_argument(
        "--peers", action="store_true", help="beside add-ons of others too: p3, p5, p11"
    )
    options = parser.parse_args(arguments)
    for name in options.names:
        if workload_of(name) not in WORKLOADS:
            parser.error(f"unknown workload {name}; there are: {' '.join(WORKLOADS)}")
    return options


def workload_of(name):
    """Both "p1" and "p1_reminders" name a workload."""
    return name.lower().split("_")[0]


def prepare(bench, files):
    """Make what is missing before anything is measured."""
    for name in files:
        for kind in importlib.import_module(name).NEEDS:
            for size in bench.sizes(kind):
                if name in PEERS.values():
                    # Measured as far as they can be had.
                    bench.lacks(kind, size)
                else:
                    bench.name(kind, size)


def run(bench, files):
    """Print every line; True where no query count missed and no result was wrong."""
    sound = True
    harness.print_head()
    for name in files:
        try:
            for line in importlib.import_module(name).run(bench):
                print(line, flush=True)
                sound &= getattr(line, "gate", None) is not False
        except harness.Wrong as error:
            print(f"{name}: WRONG RESULT: {error}", flush=True)
            sound = False
    return sound


def main(arguments):
    options = parse(arguments)
    names = [workload_of(name) for name in options.names] or list(WORKLOADS)
    files = [WORKLOADS[name] for name in names]
    try:
        conf, template = databases.settings()
        beside = [PEERS[name] for name in names if options.peers and name in PEERS]
        folder = peers.folder(Path(conf).parent) if beside else None
        if folder:
            files += beside
        found = databases.Databases(conf, template, options.rebuild, folder)
        bench = harness.Bench(found, options.small)
        prepare(bench, files)
        return 0 if run(bench, files) else 1
    except databases.Missing as error:
        print(error, file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
