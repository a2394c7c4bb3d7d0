"""Sixty texts that mean harm, by what they attack (P16)."""

import random

_random = random.Random(16)
NOISE = "".join(chr(_random.randrange(0x4E00, 0x9FA5)) for _one in range(12_000))

# Whatever of these stands on a page as it was sent would be run.
MARKUP = [
    "<script>alert(16)</script>",
    "<img src=x onerror=alert(16)>",
    "<svg/onload=alert(16)>",
    "<iframe src=javascript:alert(16)></iframe>",
    "<a href='javascript:alert(16)'>x</a>",
    "'\"><script>alert(16)</script>",
    "</textarea><script>alert(16)</script>",
    "</title><script>alert(16)</script>",
    "<style>@import'http://evil.example/x';</style>",
    "<link rel=stylesheet href=http://evil.example/x>",
    "<img src=http://evil.example/pixel.png>",
    "<body onload=alert(16)>",
    "<math><mtext><script>alert(16)</script>",
    "<!--<script>alert(16)</script>-->",
]
TEMPLATES = [
    "{{7*7}}",
    "${7*7}",
    "{% import os %}",
    "<t t-out='7*7'/>",
    "<t t-esc='request.env'/>",
    "<%= 7*7 %>",
    "%(name)s %s %d %n",
    "{0.__class__} {name!r}",
]
QUERIES = [
    "'; DROP TABLE res_users; --",
    "1 OR 1=1",
    "\\'; SELECT pg_sleep(9); --",
    "%' UNION SELECT password FROM res_users --",
    "$$; COPY res_users TO '/tmp/x'; $$",
]
CONTROLS = [
    "a\x00b",
    "a\ud800b",
    "a\udfffb",
    "bell\x07 escape\x1b[2J",
    "delete\x7f",
    "\ufffe\uffff kept",
    "\ufeffmark",
    "a\x0bb\x0cc\x85d",
]
INVISIBLE = [
    "\u202egnp.exe",
    "\u2066isolated\u2069",
    "zero\u200bwidth\u200d",
    "soft\u00adhyphen",
    "Z\u0351\u0368\u0334algo" * 20,
    "\U0001f469\u200d\U0001f469\u200d\U0001f467 \U0001f1e8\U0001f1f3",
]
FORMULAS = [
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-2+3",
    "@SUM(1)",
    "\t=1+1",
    "\r=1+1",
    "＝1+1",
    "=HYPERLINK('http://evil.example','x')",
]
HEADERS = ["\r\nBcc: x@evil.example", "x\r\n\r\nHTTP/1.1 200 OK", "a\nSubject: b"]
LONG = ["x" * 19_000, NOISE, "\U0001f600" * 9_000, "line\n" * 3_000]
OTHERS = [
    "../../../etc/passwd",
    "C:\\Windows\\..\\x",
    "<?xml version='1.0'?><!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>",
    '{"__proto__": {"a": 1}, "state": "closed"}',
]
HOSTILE = [
    *(MARKUP + TEMPLATES + QUERIES + CONTROLS),
    *(INVISIBLE + FORMULAS + HEADERS + LONG + OTHERS),
]
