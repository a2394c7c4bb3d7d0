"""Dates as they stand on the paper forms, which are Chinese whoever prints them."""

# Of what stands on a form, whoever writes or prints it.
FORM_LANG = "zh_CN"
BLANK_DATE = "\u3000\u3000年\u3000\u3000月\u3000\u3000日"
BLANK_MONTH = "\u3000\u3000年\u3000\u3000月"


def on_form(date, blank=BLANK_DATE):
    """
    >>> import datetime
    >>> on_form(datetime.date(2026, 3, 5))
    '2026 年 3 月 5 日'
    >>> on_form(None, "—")
    '—'
    """
    return f"{date.year} 年 {date.month} 月 {date.day} 日" if date else blank


def month_on_form(date):
    """
    >>> import datetime
    >>> month_on_form(datetime.date(2026, 3, 1))
    '2026 年 3 月'
    """
    return f"{date.year} 年 {date.month} 月" if date else BLANK_MONTH
