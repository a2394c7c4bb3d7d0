from odoo import api, models
from odoo.exceptions import UserError


class StakeholderComplaint(models.Model):
    """Praise that came in as an opinion becomes a recognition (C2.3, U4.9)."""

    _inherit = "stakeholder.complaint"

    def action_recognise(self):
        """The form of a recognition, or the one there is.

        Of whom it came from nothing goes along: party is the unit it is about, and
        what for is written anew, in words that everybody may read.
        """
        self.ensure_one()
        self.check_access("write")
        self._check_may_be_recognised()
        window = {
            "type": "ir.actions.act_window",
            "name": self.env._("Recognition"),
            "res_model": "stakeholder.recognition",
            "views": [(False, "form")],
        }
        if known := self._recognition():
            return {**window, "res_id": known.id}
        praise = self.env.ref(
            "stakeholder_relations.stakeholder_option_recognition_oral_praise",
            raise_if_not_found=False,
        )
        return {
            **window,
            "context": {
                "default_direction": "received",
                "default_means_id": praise and praise.id,
                "default_partner_id": self.place_id.id,
                "default_date": self.date_received,
                "default_source_number": self.name,
            },
        }

    def _recognition(self):
        # sudo: one opinion is one recognition, whoever made it
        known = self.env["stakeholder.recognition"].sudo()
        return known.search(
            [
                ("source_number", "=", self.name),
                ("company_id", "=", self.company_id.id),
            ],
            limit=1,
        ).sudo(False)

    def _check_may_be_recognised(self):
        """Not what is strictly confidential, or kept from somebody (C5.2, C5.4)."""
        if self.nature != "satisfied":
            raise UserError(
                self.env._(
                    "%s is no praise: its nature is not “Satisfaction”.", self.name
                )
            )
        if self.is_confidential or self.withheld_ids:
            raise UserError(
                self.env._(
                    "%s is confidential and stays so: a recognition is read by "
                    "everybody.",
                    self.name,
                )
            )

    @api.model
    def _praised(self, number):
        """The opinion of ``number``, if the user may write on it."""
        found = self.search(
            [("name", "=", number), ("company_id", "=", self.env.company.id)], limit=1
        )
        if not found:
            raise UserError(
                self.env._("There is no opinion %s that you handle.", number)
            )
        found.check_access("write")
        found._check_may_be_recognised()
        return found

    def _note_recognition(self, recognition):
        """The way from the opinion to what became of it."""
        self.message_post(
            body=self.env._("Became a recognition: %s", recognition._get_html_link())
        )
