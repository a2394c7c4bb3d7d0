"""The data of the telephone calls beside our communications: only creating counts."""

from filling_claims import lay_out


def fill(name, size):
    """Lay out ``size`` calls in the database ``name``."""
    lay_out(name, size, "crm.phonecall", {"name": "Call"})
