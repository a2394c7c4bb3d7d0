"""Names and telephone numbers as they may stand on a screen others look at."""

from .plain_text import visible

# What is left of a number: enough to tell two apart, too little to call.
HEAD, TAIL = 3, 4


def masked_name(name):
    """The family name, and a mark for each further character.

    >>> masked_name("王小明"), masked_name("欧阳"), masked_name("王")
    ('王**', '欧*', '*')
    >>> masked_name("Li Ping"), masked_name(False), masked_name("[U+200B] 王\u200b明")
    ('L******', '', '王*')
    """
    name = visible(name or "").strip()
    return name[:1] + "*" * (len(name) - 1) if len(name) > 1 else "*" * len(name)


def masked_phone(phone):
    """The first three and the last four digits; of a short number the last two.

    >>> masked_phone("13812345678"), masked_phone("0769-8001"), masked_phone("110")
    ('138****5678', '*******01', '***')
    >>> masked_phone(False)
    ''
    """
    phone = visible(phone or "").strip()
    if len(phone) > HEAD + TAIL + 2:
        return phone[:HEAD] + "*" * (len(phone) - HEAD - TAIL) + phone[-TAIL:]
    shown = phone[-2:] if len(phone) > HEAD + TAIL else ""
    return "*" * (len(phone) - len(shown)) + shown
