"""Receipt codes: 20 random digits, spoken in fours, kept one way only."""

import hashlib
import re
import secrets
import unicodedata

DIGITS = 20
# scrypt: about 10 ms a guess; the code itself has 66 bits.
COST = {"n": 2**12, "r": 8, "p": 1}


def new_code():
    """A fresh code.

    >>> len(new_code()), new_code().isdigit(), new_code() != new_code()
    (20, True, True)
    """
    return "".join(secrets.choice("0123456789") for _digit in range(DIGITS))


def in_fours(code):
    """As it is shown and spoken.

    >>> in_fours("12345678901234567890")
    '1234 5678 9012 3456 7890'
    """
    return " ".join(code[at : at + 4] for at in range(0, len(code), 4))


def normalised(text):
    """The 20 digits of what was typed, else None.

    >>> normalised(" 1234-5678 ９０１２ 3456 7890 ")
    '12345678901234567890'
    >>> normalised("1234 5678")
    """
    digits = re.sub(r"[\s\-–—_.,，、]", "", unicodedata.normalize("NFKC", text or ""))
    return digits if re.fullmatch(rf"[0-9]{{{DIGITS}}}", digits) else None


def found_in(text):
    """The first code that stands in a longer text, else None.

    >>> found_in("Receipt code: 1234 5678 9012 3456 7890. Thank you, 4711")
    '12345678901234567890'
    """
    plain = unicodedata.normalize("NFKC", text or "")
    found = re.search(r"(?<!\d)\d{4}(?:[ \u00a0-]?\d{4}){4}(?!\d)", plain)
    return found and normalised(found[0])


def hashed(code, key):
    """The only thing that is stored of a code.

    >>> hashed("12345678901234567890", "key") == hashed("12345678901234567890", "key")
    True
    >>> hashed("12345678901234567890", "key") == hashed("12345678901234567890", "other")
    False
    """
    return hashlib.scrypt(code.encode(), salt=key.encode(), **COST, dklen=32).hex()
