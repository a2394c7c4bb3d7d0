from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError


class StakeholderComplaint(models.Model):
    """Strictly confidential on request, and it is so (C5.2).

    Anybody on the case sets it; only whoever decides lifts it, with the complainant's
    consent on record. Few are on such a case; its words leave in no register.
    """

    _inherit = "stakeholder.complaint"

    team_reason = fields.Char(
        "Why So Many",
        help="Why a strictly confidential case needs more people than usual.",
    )

    def action_lift_confidentiality(self):
        return self._open_turn("lift", self.env._("Lift the Confidentiality"))

    def _check_may_write(self, vals):
        result = super()._check_may_write(vals)
        lifted = self.filtered("is_confidential")
        if "is_confidential" in vals and not vals["is_confidential"] and lifted:
            raise AccessError(
                self.env._(
                    "%s is strictly confidential at the complainant's wish. It is "
                    "lifted by whoever decides, with the complainant's consent.",
                    ", ".join(lifted.mapped("name")),
                )
            )
        return result

    def _lift_confidentiality(self, consent):
        """The complainant agreed; their words are in the notes of the case."""
        self._check_decider()
        for complaint in self:
            complaint._step("confidentiality_lifted", {"is_confidential": False})
            complaint.message_post(
                body=self.env._("Confidentiality lifted with consent: %s", consent)
            )

    @api.constrains("is_confidential", "team_ids", "user_id", "team_reason")
    def _check_few_on_a_confidential_case(self):
        for complaint in self.filtered("is_confidential"):
            team = complaint.user_id | complaint.team_ids
            most = complaint.policy_id.sudo().confidential_team_max
            if len(team) > most and not complaint.team_reason:
                raise ValidationError(
                    self.env._(
                        "%(number)s is strictly confidential: more than %(most)s "
                        "people on the case need a reason (page Secrecy).",
                        number=complaint.name,
                        most=most,
                    )
                )
