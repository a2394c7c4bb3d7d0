"""Words as they can be kept, and what nobody sees in them told (P16)."""

import html
import re

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")

# They turn a text around, take no room or look like nothing: a name can read otherwise
# than it is, and words can hide among others.
UNSEEN = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
PICTURE = "\u2190-\u27ff\u2900-\u2bff\U0001f000-\U0001faff"
HAN = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
# Where they do what they are for: families and flags among the pictures, how a picture
# or a Chinese character is drawn.
ORDINARY = "|".join(
    (
        f"(?<=[{PICTURE}\ufe0f])\u200d(?=[{PICTURE}])",
        f"(?<=[#*0-9\u00a9\u00ae\u203c\u2049\u2122\u2139\u3030\u303d\u3297\u3299{PICTURE}])"
        "[\ufe0e\ufe0f]",
        f"(?<=[{HAN}\u3001\u3002\uff01\uff0c\uff0e\uff1a\uff1b\uff1f])"
        "[\ufe00-\ufe0f\U000e0100-\U000e01ef]",
        "\U0001f3f4[\U000e0030-\U000e007a]{2,7}\U000e007f",
    )
)
# A first look that almost every text passes, then the closer one.
SUSPECT = re.compile(f"[{UNSEEN}]")
HIDDEN = re.compile(f"{ORDINARY}|([{UNSEEN}])")
ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,32});")
NUMBER = r"U\+[0-9A-F]{4,6}"
MARK = re.compile(rf"\[[^\[\]\n]{{0,60}}?{NUMBER}(?:, {NUMBER})*(?:, …)?\] ")
# As many are named; a text of nothing else is marked no longer than that.
MOST = 6


def plain(text):
    """``text`` without control characters and halves of characters; one line end.

    >>> plain("a\\x00b\\r\\nc\\ud800\\x85")
    'ab\\nc'
    """
    text = str(text)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return CONTROL.sub("", text)


def hidden(text):
    """The characters nobody sees, by number, each once.

    >>> hidden("exe\u202egnp.\u200b\u202e"), hidden("plain")
    ('U+200B, U+202E', '')

    Pictures made of several, and variants of a Chinese character, are as they are read:
    >>> hidden("\U0001f469\u200d\U0001f467 \u2764\ufe0f 1\ufe0f\u20e3 \u845b\U000e0100")
    ''
    >>> hidden("\u5f20\u200d\u4e09 a\ufe0f\U000e0041")
    'U+200D, U+FE0F, U+E0041'
    """
    if not text or text.isascii() or not SUSPECT.search(text):
        return ""
    found = sorted(set(HIDDEN.findall(text)) - {""})
    told = [f"U+{ord(one):04X}" for one in found]
    return ", ".join(told if len(told) <= MOST else [*told[:MOST], "…"])


def marked(text, words="%s"):
    """``text`` as it is, behind a mark that names what nobody sees in it.

    In front, so that a list that shows but the beginning shows it, and the words can
    still be found as they were written. ``words``: how the mark says it.

    >>> print(ascii(marked("exe\u202egnp.", "unseen: %s")))
    '[unseen: U+202E] exe\\u202egnp.'

    Once, however often it is saved; and gone with what it names:
    >>> marked(marked("a\u200bb")) == marked("a\u200bb"), marked("[U+200B] ab")
    (True, 'ab')
    """
    found = hidden(text)
    if not found and not text.startswith("["):
        return text
    bare = unmarked(text)
    return f"[{words % found}] {bare}" if found else bare


def unmarked(text):
    """``text`` as it was written.

    >>> unmarked("[U+200B] ab"), unmarked("[1] ab"), unmarked("ab")
    ('ab', '[1] ab', 'ab')
    """
    while text.startswith("[") and (mark := MARK.match(text)):
        text = text[mark.end() :]
    return text


def visible(text):
    """What is read of ``text``: neither the mark nor what it names.

    >>> visible("[U+200B] \u5f20\u200b\u4e09") == "\u5f20\u4e09"
    True
    """
    return SUSPECT.sub("", unmarked(text))


def says(text):
    """Whether there is anything to read in ``text``: blanks fill in nothing.

    >>> says("\u597d"), says(False), says(" \\n\\u3000\\u00a0")
    (True, False, False)
    >>> says("[U+200B] \\u200b")
    False
    """
    return bool(visible(text or "").strip())


def marked_page(content, words="%s"):
    """The same for HTML: a paragraph in front, whatever way the character is spelt.

    >>> marked_page("<p>a&#8238;b&lt;</p>") == "<p>[U+202E] </p><p>a\u202eb&lt;</p>"
    True
    >>> marked_page("<p>[U+202E] a\u202e</p>") == "<p>[U+202E] a\u202e</p>"
    True
    """
    if "&" in content:
        content = ENTITY.sub(_spelt_out, content)
    found = hidden(content)
    if not found or MARK.search(content):
        return content
    return f"<p>[{html.escape(words % found)}] </p>{content}"


def _spelt_out(entity):
    letter = html.unescape(entity[0])
    if SUSPECT.fullmatch(letter):
        return letter
    return "" if CONTROL.fullmatch(letter) else entity[0]
