from . import stakeholder_register
