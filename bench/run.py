"""Measure the module against the floors of its workloads.

    python bench/run.py [names…] [--rebuild] [--small]

Names are those of the workloads (p1 p2 …). The exit code is 1 where a number of queries
misses its target or a result is wrong; ratios of times are printed and
judged, and never fail: a shared machine is no stop-watch.
"""

import argparse
import importlib
import sys

sys.dont_write_bytecode = True

import databases  # noqa: E402
import harness  # noqa: E402

WORKLOADS = {
    "p1": "p1_reminders",
    "p2": "p2_nothing_due",
    "p3": "p3_create",
    "p4": "p4_deadlines",
    "p9": "p9_register",
    "p10": "p10_forms",
    "p11": "p11_communications",
}


def parse(arguments):
    parser = argparse.ArgumentParser(prog="bench", description=__doc__.split("\n\n")[0])
    parser.add_argument("names", nargs="*", metavar="name", help=" ".join(WORKLOADS))
    parser.add_argument(
        "--rebuild", action="store_true", help="make the data anew, whatever is there"
    )
    parser.add_argument(
        "--small", action="store_true", help="a tenth of the data: quick, less telling"
    )
    options = parser.parse_args(arguments)
    for name in options.names:
        if workload_of(name) not in WORKLOADS:
            parser.error(f"unknown workload {name}; there are: {' '.join(WORKLOADS)}")
    return options


def workload_of(name):
    """Both "p1" and "p1_reminders" name a workload."""
    return name.lower().split("_")[0]


def run(bench, names):
    """Print every line; True where no query count missed and no result was wrong."""
    sound = True
    harness.print_head()
    for name in names:
        module = importlib.import_module(WORKLOADS[name])
        try:
            for line in module.run(bench):
                line.print()
                sound &= line.gate is not False
        except harness.Wrong as error:
            print(f"{name}: WRONG RESULT: {error}", flush=True)
            sound = False
    return sound


def main(arguments):
    options = parse(arguments)
    # Two sizes, ten times apart: what is due must cost, not what is kept.
    sizes = (20_000, 2_000) if options.small else (200_000, 20_000)
    try:
        conf, template = databases.settings()
        found = databases.prepare(conf, template, sizes, options.rebuild)
    except databases.Missing as error:
        print(error, file=sys.stderr)
        return 2
    names = [workload_of(name) for name in options.names] or list(WORKLOADS)
    return 0 if run(harness.Bench(found), names) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
