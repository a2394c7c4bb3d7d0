"""As many traces as for the scorecards, spread over ten times as many units."""

import filling_scorecards

PER_UNIT = filling_scorecards.PER_UNIT // 10


def fill(name, size):
    """Lay out units and traces in the database ``name``."""
    filling_scorecards.fill(name, size, PER_UNIT)
