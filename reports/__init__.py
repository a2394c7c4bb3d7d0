from . import stakeholder_complaint_report
