from odoo import fields, models

KINDS = [("notice", "Notice of the Result Date"), ("result", "Result")]


class StakeholderComplaintTold(models.Model):
    """What the complainant was told after the answer, word for word (C3.4, C3.6).

    The acknowledgement and the answer are fields of the case; of notices and results
    there may be several. Made with the letter, never changed; the receipt page shows
    them.
    """

    _name = "stakeholder.complaint.told"
    _description = "Words Told to the Complainant"
    _order = "date, id"
    _rec_name = "kind"

    complaint_id = fields.Many2one(
        "stakeholder.complaint",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    kind = fields.Selection(KINDS, required=True, readonly=True)
    date = fields.Date("Told On", required=True, readonly=True)
    text = fields.Text(required=True, readonly=True)


class StakeholderComplaint(models.Model):
    _inherit = "stakeholder.complaint"

    told_ids = fields.One2many(
        "stakeholder.complaint.told", "complaint_id", "Told to the Complainant"
    )

    def _keep_words(self, kind, date, text):
        # sudo: made by the course alone
        self.env["stakeholder.complaint.told"].sudo().create(
            {"complaint_id": self.id, "kind": kind, "date": date, "text": text}
        )

    def _give_notice(self, date, text, due):
        result = super()._give_notice(date, text, due)
        self._keep_words("notice", date, text)
        return result

    def _report_result(self, date, text):
        result = super()._report_result(date, text)
        self._keep_words("result", date, text)
        return result
