"""The words in which the surface is written down."""

# Why a public method, which anybody may call over RPC, is safe.
BASIC = "the ORM's own, with access rights and rules of the record"
CHECKED = "writes as the caller, or checks the right to write first"
CONFIDENTIAL = "refuses whoever may not read the record"
OPENS = "names a window; what is read and written there is checked there"
OWN = "works on a window that is its author's alone, and checks the record behind it"
PRINTS = "names a report; printing reads as the caller"
READS = "returns what the caller may read"


def model(identity="", content="", neutral="", safe=None):
    """What one model adds: its own fields by privacy class, its public methods.

    identity: says who somebody is; content: says what it is about or who is on it;
    neutral: numbers, dates, states, settings. ``safe``: {why: names of methods}.
    """
    return {
        "identity": identity.split(),
        "content": content.split(),
        "neutral": neutral.split(),
        "safe": {
            name: why for why, names in (safe or {}).items() for name in names.split()
        },
    }
