from odoo import fields, models


class StakeholderFestivalDate(models.Model):
    """The date of a festival in one year."""

    _name = "stakeholder.festival.date"
    _description = "Date of a Festival"
    _order = "date"
    _rec_name = "date"

    festival_id = fields.Many2one(
        "stakeholder.festival", required=True, index=True, ondelete="cascade"
    )
    date = fields.Date(required=True, index=True)

    _date_uniq = models.UniqueIndex(
        "(festival_id, date)", "This festival has that date already."
    )
