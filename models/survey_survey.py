from odoo import api, fields, models
from odoo.exceptions import UserError

from .stakeholder_rating import KINDS


class SurveySurvey(models.Model):
    """The three rating forms are surveys whose questions the centre edits."""

    _inherit = "survey.survey"

    stakeholder_kind = fields.Selection(
        KINDS,
        "Rating Form of Units",
        readonly=True,
        help="Answers to it are read as ratings, not in this app.",
    )

    @api.model
    def _stakeholder_form(self, kind):
        """The survey for ``kind``: the oldest; copies wait until it is archived."""
        # sudo: whoever asks a unit needs the form, not the survey app
        survey = self.sudo().search(
            [("stakeholder_kind", "=", kind)], order="id", limit=1
        )
        if not survey.question_ids:
            raise UserError(
                self.env._(
                    "There is no form “%s” with questions. Restore it in the app "
                    "Surveys.",
                    dict(
                        self._fields["stakeholder_kind"]._description_selection(
                            self.env
                        )
                    )[kind],
                )
            )
        return survey
