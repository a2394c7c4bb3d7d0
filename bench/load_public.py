"""The public page under load: load_public.py http://127.0.0.1:8069 [RATE] [SECONDS].

For a server in proxy mode (``--proxy-mode --workers 2``): every submission comes from
an address of its own, RATE a second, each with its own session. Prints one JSON object:
how many were sent, the answers by status, the times, and the receipt codes that came
twice (none). Whether each became exactly one complaint is asked of the database.
"""
# pylint: disable=print-used

import collections
import http.client
import json
import re
import statistics
import sys
import threading
import time
from urllib.parse import urlencode, urlsplit

HIDDEN = re.compile(r'type="hidden" name="(\w+)" value="([^"]*)"')
CODE = re.compile(r'name="code" value="(\d{20})"')


def submit(where, number, results):
    """One visitor: opens the page, fills it in, sends it."""
    address = f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
    headers = {"X-Forwarded-For": address, "X-Forwarded-Host": where.netloc}
    begun = time.monotonic()
    try:
        connection = http.client.HTTPConnection(where.netloc, timeout=120)
        connection.request("GET", "/opinion", headers=headers)
        page = connection.getresponse()
        text = page.read().decode()
        cookie = (page.getheader("Set-Cookie") or "").partition(";")[0]
        form = dict(HIDDEN.findall(text))
        form |= {"nature": "complaint", "party_class": "recipient"}
        form["statement"] = f"Load {number}"
        kind = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": cookie}
        sent = time.monotonic()
        connection.request("POST", "/opinion", urlencode(form), headers | kind)
        answer = connection.getresponse()
        code = CODE.search(answer.read().decode())
        status = answer.status
    except OSError as error:
        results.append((type(error).__name__, None, time.monotonic() - begun))
        return
    results.append((status, code and code[1], time.monotonic() - sent))


def main(url, rate=50, seconds=60):
    where, results, threads = urlsplit(url), [], []
    begun = time.monotonic()
    for number in range(int(rate) * int(seconds)):
        wait = begun + number / int(rate) - time.monotonic()
        if wait > 0:
            time.sleep(wait)
        thread = threading.Thread(target=submit, args=(where, number, results))
        thread.start()
        threads.append(thread)
    for thread in threads:
        thread.join()
    codes = [code for _status, code, _time in results if code]
    times = sorted(taken for _status, _code, taken in results)
    report = {
        "sent": len(results),
        "seconds": round(time.monotonic() - begun, 1),
        "answers": collections.Counter(str(status) for status, _c, _t in results),
        "codes": len(codes),
        "codes twice": len(codes) - len(set(codes)),
        "median": round(statistics.median(times), 3),
        "p99": round(times[int(len(times) * 0.99) - 1], 3),
    }
    print(json.dumps(report))


if __name__ == "__main__":
    main(*sys.argv[1:])
