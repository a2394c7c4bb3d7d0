"""The public page under load: load_public.py http://127.0.0.1:8069 [RATE] [SECONDS].

For a server in proxy mode that serves one database, as a centre's does (``./dev odoo -d
NAME --proxy-mode --workers 2 --max-cron-threads 1``): RATE submissions a second, each
from an address and with a session of its own. They wait where they would in front of
Odoo, in the proxy, which holds a few connections; times are counted from the moment the
visitor pressed the button. Prints one JSON object: how many were sent, the answers by
status, the times, and the receipt codes that came twice (none). Whether each became
exactly one complaint is asked of the database.
"""
# pylint: disable=print-used

import collections
import http.client
import json
import queue
import re
import statistics
import sys
import threading
import time
from urllib.parse import urlencode, urlsplit

CONNECTIONS = 8
HIDDEN = re.compile(r'type="hidden" name="(\w+)" value="([^"]*)"')
CODE = re.compile(r'name="code" value="(\d{20})"')


def address_of(number):
    return f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"


def ask(where, path, headers, form=None):
    """(status, text, cookie) of one request on a connection of its own."""
    connection = http.client.HTTPConnection(where.netloc, timeout=120)
    try:
        if form is None:
            connection.request("GET", path, headers=headers)
        else:
            kind = {"Content-Type": "application/x-www-form-urlencoded"}
            connection.request("POST", path, urlencode(form), headers | kind)
        answer = connection.getresponse()
        text = answer.read().decode()
        cookie = (answer.getheader("Set-Cookie") or "").partition(";")[0]
        return answer.status, text, cookie
    finally:
        connection.close()


def submit(where, address, statement, **more):
    """One visitor: opens the page, fills it in, sends it: (status, code or None)."""
    headers = {"X-Forwarded-For": address, "X-Forwarded-Host": where.netloc}
    headers |= {name: more.pop(name) for name in list(more) if name[0].isupper()}
    _status, text, cookie = ask(where, "/opinion", headers)
    form = dict(HIDDEN.findall(text))
    form |= {"nature": "complaint", "party_class": "recipient", **more}
    form["statement"] = statement
    status, text, _cookie = ask(where, "/opinion", headers | {"Cookie": cookie}, form)
    code = CODE.search(text)
    return status, code and code[1]


def _send(where, waiting, results):
    while (one := waiting.get()) is not None:
        number, pressed = one
        try:
            status, code = submit(where, address_of(number), f"Load {number}")
        except (OSError, http.client.HTTPException) as error:
            status, code = type(error).__name__, None
        results.append((str(status), code, time.monotonic() - pressed))


def press(where, rate, seconds):
    """[(status, code, seconds)] of ``rate`` visitors a second."""
    waiting, results = queue.Queue(), []
    senders = [
        threading.Thread(target=_send, args=(where, waiting, results))
        for _connection in range(CONNECTIONS)
    ]
    for sender in senders:
        sender.start()
    begun = time.monotonic()
    for number in range(rate * seconds):
        wait = begun + number / rate - time.monotonic()
        if wait > 0:
            time.sleep(wait)
        waiting.put((number, time.monotonic()))
    for _sender in senders:
        waiting.put(None)
    for sender in senders:
        sender.join()
    return results


def main(url, rate=50, seconds=60):
    begun = time.monotonic()
    results = press(urlsplit(url), int(rate), int(seconds))
    lasted = time.monotonic() - begun
    codes = [code for _status, code, _time in results if code]
    times = sorted(taken for _status, _code, taken in results)
    report = {
        "sent": len(results),
        "seconds": round(lasted, 1),
        "a second": round(len(codes) / lasted, 1),
        "answers": collections.Counter(status for status, _code, _time in results),
        "codes": len(codes),
        "codes twice": len(codes) - len(set(codes)),
        "median": round(statistics.median(times), 3),
        "p99": round(times[int(len(times) * 0.99) - 1], 3),
    }
    print(json.dumps(report))


if __name__ == "__main__":
    main(*sys.argv[1:])
