"""Text in a cell of a spreadsheet that stays text, whoever opens it."""

# A cell that begins so is worked out; in Chinese input the wide ones as well.
DANGEROUS = set("=+-@＝＋－＠")
# What programs skip before they look.
SKIPPED = " \t\r\n\v\f\xa0\u200b\u200c\u200d\u2060\u3000\ufeff'\""


def neutral(value):
    """``value`` for a file of plain cells; a mark before what would be worked out.

    >>> neutral("=1+1"), neutral("＝1"), neutral("\\ufeff @SUM(A1)")
    ("'=1+1", "'＝1", "'\\ufeff @SUM(A1)")
    >>> neutral("王小明"), neutral("a=b"), neutral(-5), neutral(False)
    ('王小明', 'a=b', -5, False)
    """
    if not isinstance(value, str):
        return value
    bare = value.lstrip(SKIPPED)
    is_loose = value[:1] in ("\t", "\r", "\n")
    return f"'{value}" if is_loose or bare[:1] in DANGEROUS else value
