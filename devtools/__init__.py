"""The parts of `./dev`; none of this is part of the Odoo module."""
