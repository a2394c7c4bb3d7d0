"""Words as they can be kept: without what a database or a page cannot hold."""

import re

# They turn a text around or take no room: a name can read otherwise than it is.
HIDDEN = re.compile("[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def plain(text):
    """``text`` without control characters and halves of characters; one line end.

    >>> plain("a\\x00b\\r\\nc\\ud800")
    'ab\\nc'
    """
    text = str(text).replace("\r\n", "\n").replace("\r", "\n")
    return CONTROL.sub("", text)


def hidden(text):
    """The characters nobody sees, by number, each once.

    >>> hidden("exe\u202egnp.\u200b\u202e"), hidden("plain")
    ('U+200B, U+202E', '')
    """
    found = sorted(set(HIDDEN.findall(text or "")))
    return ", ".join(f"U+{ord(one):04X}" for one in found)
