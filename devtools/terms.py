"""Translations against the exported terms: terms.py check|merge EXPORTED FOLDER.

Run by the environment's Python, for polib.
"""

import sys
from pathlib import Path

MODULE = "stakeholder_relations"
LANGUAGE = "zh_CN"
# A date would differ with each export and say nothing.
UNWANTED = ("POT-Creation-Date", "PO-Revision-Date", "Last-Translator")


def check(exported, folder):
    """One line for each term that is missing, stale, fuzzy or not translated."""
    wanted = {entry.msgid for entry in exported}
    template = _read(folder / f"{MODULE}.pot")
    translated = _read(folder / f"{LANGUAGE}.po")
    known = {entry.msgid for entry in translated if not entry.obsolete}
    listed = {entry.msgid for entry in template}
    found = {
        f"not in {MODULE}.pot": wanted - listed,
        f"no longer used, but in {MODULE}.pot": listed - wanted,
        f"not in {LANGUAGE}.po": wanted - known,
        f"no longer used, but in {LANGUAGE}.po": known - wanted,
        "not translated": {item.msgid for item in translated.untranslated_entries()},
        "fuzzy": {item.msgid for item in translated.fuzzy_entries()},
        "obsolete": {item.msgid for item in translated.obsolete_entries()},
    }
    return [f"{what}: {term!r}" for what in found for term in sorted(found[what])]


def merge(exported, folder):
    """Write the template and the language's file; translations are kept."""
    import polib

    folder.mkdir(exist_ok=True)
    path = folder / f"{LANGUAGE}.po"
    kept = {entry.msgid: entry for entry in _read(path) if not entry.obsolete}
    template = polib.POFile(wrapwidth=78)
    target = polib.POFile(wrapwidth=78)
    header = {k: v for k, v in exported.metadata.items() if k not in UNWANTED}
    template.header = target.header = exported.header
    template.metadata = header
    target.metadata = {
        **header,
        "Language": LANGUAGE,
        "Plural-Forms": "nplurals=1; plural=0;",
    }
    for entry in exported:
        template.append(_entry(entry, ""))
        old = kept.get(entry.msgid)
        target.append(_entry(entry, old.msgstr if old else "", old))
    template.save(str(folder / f"{MODULE}.pot"), newline="\n")
    target.save(str(path), newline="\n")
    return [f"to translate: {item.msgid!r}" for item in target.untranslated_entries()]


def _entry(source, translation, old=None):
    import polib

    return polib.POEntry(
        msgid=source.msgid,
        msgstr=translation,
        comment=source.comment,
        tcomment=old.tcomment if old else "",
        flags=[*source.flags, *(["fuzzy"] if old and old.fuzzy else [])],
        occurrences=source.occurrences,
    )


def _read(path):
    import polib

    return polib.pofile(str(path)) if path.exists() else polib.POFile()


def main(step, source, folder):
    found = {"check": check, "merge": merge}[step](_read(Path(source)), Path(folder))
    print("\n".join(found))
    return bool(found) and step == "check"


if __name__ == "__main__":
    sys.path.pop(0)
    sys.exit(main(*sys.argv[1:]))
