"""Counts that may be shown to people who must not learn whom they are about."""

SMALLEST = 5


def protected(counts, smallest=SMALLEST):
    """{name: count, or None where the group is too small to show}.

    Where only one would be hidden it could be reckoned from the total: then the next
    smallest goes too.

    >>> protected({"a": 12, "b": 7, "c": 5})
    {'a': 12, 'b': 7, 'c': 5}
    >>> protected({"a": 12, "b": 7, "c": 2})
    {'a': 12, 'b': None, 'c': None}
    >>> protected({"a": 12, "b": 1, "c": 2})
    {'a': 12, 'b': None, 'c': None}
    >>> protected({"a": 3})
    {'a': None}
    """
    hidden = {name for name, count in counts.items() if 0 < count < smallest}
    others = sorted(
        (count, name) for name, count in counts.items() if count >= smallest
    )
    if len(hidden) == 1 and others:
        hidden.add(others[0][1])
    return {name: None if name in hidden else count for name, count in counts.items()}
