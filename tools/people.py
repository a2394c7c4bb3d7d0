"""Tiers and levels of the people in a meeting, as one number each.

Bit n stands for the n-th entry of a list, so that "was anybody of these there" is one
operation for a row and for an index of a million rows.

>>> order = ["council", "department", "onsite"]
>>> mask(["onsite", "council", "onsite"], order)
5
>>> codes(5, order)
['council', 'onsite']
>>> mask([], order), codes(0, order)
(0, [])
"""


def mask(found, order):
    """The bits of ``found`` in ``order``; what is not in the list has none."""
    return sum(1 << order.index(code) for code in set(found) if code in order)


def codes(bits, order):
    """The entries of ``order`` whose bits are set."""
    return [code for number, code in enumerate(order) if bits >> number & 1]
