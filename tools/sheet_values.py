"""What people write into the cells of a spreadsheet, read in plain Python.

>>> clean("  ０７６９－８７７９　1338\\u200b ")
'0769-8779 1338'
>>> clean(13800000000.0), clean(None), clean("")
('13800000000', '', '')
>>> phone_key("+86 (0769) 8779-1338") == phone_key("０７６９ 87791338")
True
>>> name_key("乐雅 （社工）中心") == name_key("乐雅(社工)中心")
True
>>> [str(parse_date(text)) for text in ("2018.11.5", "2018年11月5日", "2018/11/05")]
['2018-11-05', '2018-11-05', '2018-11-05']
>>> [str(parse_date(value)) for value in (43409, "43409", "20181105")]
['2018-11-05', '2018-11-05', '2018-11-05']
>>> str(parse_date("2018年11月")), str(parse_date("2018年11月", end=True))
('2018-11-01', '2018-11-30')
>>> parse_date("next spring")
Traceback (most recent call last):
ValueError: next spring
"""

import calendar
import re
import unicodedata
from datetime import date, datetime, timedelta

# Spreadsheets count days from here (they take 1900 for a leap year).
EPOCH = date(1899, 12, 30)
SERIALS = range(20000, 80000)
INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\ufeff\u2060"))
FULL_DATE = re.compile(r"(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?")
COMPACT_DATE = re.compile(r"(\d{4})(\d{2})(\d{2})")
MONTH = re.compile(r"(\d{4})\s*[-./年]\s*(\d{1,2})\s*月?")


def clean(value):
    """The text of a cell: full-width digits made plain, edges and ghosts removed."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, (date, datetime)):
        return value.isoformat()[:10]
    text = unicodedata.normalize("NFKC", str(value)).translate(INVISIBLE)
    return text.replace("\x00", "").strip()


def name_key(text):
    """What makes two ways of writing a name the same."""
    return re.sub(r"\s", "", clean(text)).casefold()


def phone_key(text):
    """The digits that tell one telephone from another, without the country."""
    digits = re.sub(r"\D", "", clean(text))
    return digits[2:] if digits.startswith("86") and len(digits) > 11 else digits


def parse_date(value, end=False):
    """The date of a cell; a bare month is its first day, or its last for an end.

    Raises ValueError with the text that is no date.
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = clean(value)
    for pattern in (FULL_DATE, COMPACT_DATE):
        if found := pattern.fullmatch(text):
            return date(*map(int, found.groups()))
    if text.isdecimal() and int(text) in SERIALS:
        return EPOCH + timedelta(days=int(text))
    if found := MONTH.fullmatch(text):
        year, month = map(int, found.groups())
        day = calendar.monthrange(year, month)[1] if end else 1
        return date(year, month, day)
    raise ValueError(text)
