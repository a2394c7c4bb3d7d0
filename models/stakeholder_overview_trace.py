from odoo import fields, models
from odoo.tools import SQL

from .stakeholder_communication import FORMS
from .stakeholder_option import PARTY_CLASSES

WHAT = [
    ("communication", "Communication"),
    ("received", "Recognition Received"),
    ("given", "Recognition Given"),
    ("agreement", "Agreement Signed"),
    ("verification", "Unit Information Confirmed"),
]


class StakeholderOverviewTrace(models.Model):
    """What took place openly with units and other stakeholders, to be counted (G4).

    Read only, made from the records themselves. Nothing of recipients, staff or cases.
    """

    _name = "stakeholder.overview.trace"
    _description = "Traces to Be Counted"
    _auto = False
    _order = "date DESC, id DESC"
    _rec_name = "partner_id"
    _depends = {
        "res.partner": ["stakeholder_class"],
        "stakeholder.agreement": ["company_id", "date_signed", "partner_id", "state"],
        "stakeholder.communication": [
            *("channel_id", "company_id", "date", "department_id", "form"),
            *("initiated_by", "kind", "maintenance_id", "partner_id", "state"),
        ],
        "stakeholder.recognition": [
            *("company_id", "date", "department_id", "direction", "kind"),
            *("means_id", "partner_id"),
        ],
        "stakeholder.verification": ["company_id", "date", "partner_id"],
    }

    company_id = fields.Many2one("res.company", "Centre", readonly=True)
    date = fields.Date(readonly=True)
    what = fields.Selection(WHAT, "What Took Place", readonly=True)
    partner_id = fields.Many2one("res.partner", "Party", readonly=True)
    party_class = fields.Selection(PARTY_CLASSES, "Class of Party", readonly=True)
    department_id = fields.Many2one("hr.department", readonly=True)
    way_id = fields.Many2one(
        "stakeholder.option", "Channel, Maintenance or Means", readonly=True
    )
    form = fields.Selection(FORMS, readonly=True)
    initiated_by = fields.Selection(
        [("centre", "The Centre"), ("party", "The Other Side")],
        "Began With",
        readonly=True,
    )
    is_filed = fields.Boolean("Filed", readonly=True)

    @property
    def _table_query(self):
        return SQL(
            """
            SELECT t.*,
                   p.stakeholder_class ->> t.company_id::text AS party_class
              FROM (
                SELECT id * 4 AS id, company_id, date, 'communication' AS what,
                       partner_id, department_id,
                       COALESCE(channel_id, maintenance_id) AS way_id, form,
                       initiated_by, state = 'filed' AS is_filed
                  FROM stakeholder_communication
                 WHERE kind = 'party'
                UNION ALL
                SELECT id * 4 + 1, company_id, date, direction, partner_id,
                       department_id, means_id, NULL, NULL, TRUE
                  FROM stakeholder_recognition
                 WHERE kind = 'party'
                UNION ALL
                SELECT id * 4 + 2, company_id, date_signed, 'agreement', partner_id,
                       NULL, NULL, NULL, NULL, TRUE
                  FROM stakeholder_agreement
                 WHERE state = 'signed' AND date_signed IS NOT NULL
                UNION ALL
                SELECT id * 4 + 3, company_id, date, 'verification', partner_id,
                       NULL, NULL, NULL, NULL, TRUE
                  FROM stakeholder_verification
              ) AS t
              JOIN res_partner p ON p.id = t.partner_id
            """
        )
