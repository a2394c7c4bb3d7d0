from . import stakeholder_public, stakeholder_register, superuser
