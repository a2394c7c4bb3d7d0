from . import stakeholder_register, superuser
