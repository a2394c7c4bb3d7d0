"""What the caller sees while something is made, and how a failure is told."""

import subprocess
import sys
import time
from contextlib import contextmanager, suppress

TAIL = 25


class Trouble(Exception):
    """A step failed: what failed, and what the caller can do about it."""

    def __init__(self, what, advice=""):
        super().__init__(what)
        self.what = what
        self.advice = advice

    def __str__(self):
        return "\n".join(part for part in (self.what, self.advice) if part)


def say(text):
    """One line of progress; standard output is left to the tools called."""
    print(f"· {text}", file=sys.stderr, flush=True)


class _Line:
    """A line rewritten in a terminal; in a log, a new one every 15 seconds."""

    def __init__(self, title):
        self.title = title
        self.started = self.shown = time.monotonic()
        self.live = sys.stderr.isatty()
        say(title + " …") if not self.live else self.show("")

    def show(self, detail):
        if not self.live and time.monotonic() - self.shown < 15:
            return
        self.shown = time.monotonic()
        text = f"· {self.title} … {self.seconds} s {detail}"[:100]
        end = "" if self.live else "\n"
        start = "\r\x1b[2K" if self.live else ""
        print(start + text, end=end, file=sys.stderr, flush=True)

    def close(self):
        start = "\r\x1b[2K" if self.live else ""
        text = f"{start}· {self.title}: {self.seconds} s"
        print(text, file=sys.stderr, flush=True)

    @property
    def seconds(self):
        return round(time.monotonic() - self.started)


def run(title, command, log, advice="", watch=None, **options):
    """Run a long command into a log file, showing that it is alive.

    `watch` gives a few words on how far it is. A failure shows the end of the log.
    """
    line = _Line(title)
    with open(log, "wb") as output:
        process = subprocess.Popen(
            [str(part) for part in command],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            **options,
        )
        try:
            while process.poll() is None:
                time.sleep(0.1)
                line.show(watch() if watch else "")
        finally:
            stop(process)
    if process.returncode:
        raise Trouble(f"{tail(log)}\n{title}: failed (see {log}).", advice)
    line.close()


def stop(process):
    """End a process that is still there, kindly first."""
    if process.poll() is not None:
        return
    process.terminate()
    try:
        process.wait(15)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def attend(command, **options):
    """Run a command in front of the caller; its exit code.

    An interrupt reaches the command too: it gets the time to close on its own, so
    that what follows (dropping databases) finds nothing in use.
    """
    process = subprocess.Popen([str(part) for part in command], **options)
    with closing_kindly(process):
        return process.wait()
    return 130


@contextmanager
def closing_kindly(process):
    """An interrupt waits for the process, which got it as well; then it is ended."""
    try:
        yield
    except KeyboardInterrupt:
        with suppress(subprocess.TimeoutExpired):
            process.wait(15)
    finally:
        stop(process)


def quick(title, command, advice="", **options):
    """Run a short command; its output, or Trouble with it."""
    done = subprocess.run(
        [str(part) for part in command],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
        **options,
    )
    if done.returncode:
        raise Trouble(
            f"{(done.stdout + done.stderr).strip()}\n{title}: failed.", advice
        )
    return done.stdout


def tail(log, lines=TAIL):
    """The end of a log, with the first sign of an error if that lies before it."""
    text = log.read_text(errors="replace").splitlines()
    marks = [
        number
        for number, line in enumerate(text[:-lines])
        if " ERROR " in line or " CRITICAL " in line
    ]
    first = text[marks[0] : marks[0] + lines] + ["[…]"] if marks else []
    return "\n".join(first + text[-lines:])
