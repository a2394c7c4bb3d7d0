"""Words as they can be kept: without what a database or a page cannot hold."""

import re

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def plain(text):
    """``text`` without control characters and halves of characters; one line end.

    >>> plain("a\\x00b\\r\\nc\\ud800")
    'ab\\nc'
    """
    text = str(text).replace("\r\n", "\n").replace("\r", "\n")
    return CONTROL.sub("", text)
