"""Counts that may be shown to people who must not learn whom they are about."""

SMALLEST = 5


def protected(counts, smallest=SMALLEST):
    """{name: count, or None where the group is too small to show}.

    What is hidden could be reckoned from the total: so the next smallest are hidden
    too, until together they are ``smallest`` or more and none of them is alone.

    >>> protected({"a": 12, "b": 7, "c": 5})
    {'a': 12, 'b': 7, 'c': 5}
    >>> protected({"a": 12, "b": 7, "c": 2})
    {'a': 12, 'b': None, 'c': None}
    >>> protected({"a": 12, "b": 6, "c": 1, "d": 1})
    {'a': 12, 'b': None, 'c': None, 'd': None}
    >>> protected({"a": 12, "b": 3, "c": 2})
    {'a': 12, 'b': None, 'c': None}
    >>> protected({"a": 3})
    {'a': None}
    """
    rising = sorted((count, name) for name, count in counts.items() if count)
    hidden, together = set(), 0
    if any(count < smallest for count, _name in rising):
        for count, name in rising:
            # One small group alone is never as many as that.
            if count >= smallest and together >= smallest:
                break
            hidden.add(name)
            together += count
    return {name: None if name in hidden else count for name, count in counts.items()}


def in_steps(count, smallest=SMALLEST):
    """``count`` to the step below, so that a difference tells of no single one.

    >>> [in_steps(count) for count in (0, 4, 5, 9, 10)]
    [0, 0, 5, 5, 10]
    """
    return count // smallest * smallest
