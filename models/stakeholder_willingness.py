from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import format_date

from ..tools.plain_text import says
from .stakeholder_recipient import WILLINGNESS


class StakeholderWillingness(models.Model):
    """How willing a recipient was from a day on, and why it changed (S3).

    Whatever changes is a further line: what was written down once stays.
    """

    _name = "stakeholder.willingness"
    _description = "Willingness of a Recipient"
    _order = "date desc, id desc"
    _rec_name = "kind"

    recipient_id = fields.Many2one(
        "stakeholder.recipient",
        "Service Recipient",
        required=True,
        index=True,
        ondelete="cascade",
    )
    date = fields.Date("From", required=True, default=lambda self: self._today())
    kind = fields.Selection(WILLINGNESS, "Willingness", required=True)
    authority = fields.Char(help="Which authority ordered it.")
    order_ref = fields.Char("Order", help="Under what order.")
    reason = fields.Char(required=True)

    @api.model
    def _today(self):
        return self.env["resource.calendar"]._stakeholder_centre_today()

    @api.constrains("date", "reason")
    def _check_known_and_why(self):
        today = self._today()
        for line in self:
            name = line.recipient_id.display_name
            if line.date > today:
                raise ValidationError(
                    self.env._(
                        "%s: how willing somebody is lies in the future. Write it down "
                        "when it has come to that.",
                        name,
                    )
                )
            if not says(line.reason):
                raise ValidationError(
                    self.env._("%s: write down why the willingness changed.", name)
                )

    @api.constrains("kind", "authority", "order_ref")
    def _check_mandated_names_the_authority(self):
        for line in self:
            named = says(line.authority) and says(line.order_ref)
            if line.kind == "mandated" and not named:
                raise ValidationError(
                    self.env._(
                        "%s: a mandated recipient needs the authority and its order.",
                        line.recipient_id.display_name,
                    )
                )

    def write(self, vals):  # pylint: disable=method-required-super
        self._refuse_rewriting()

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        self._refuse_rewriting()

    def _refuse_rewriting(self):
        for line in self:
            raise UserError(
                self.env._(
                    "%(person)s: the willingness from %(date)s stays as it was written "
                    "down. Add a further line that says what is true now.",
                    person=line.recipient_id.display_name,
                    date=format_date(self.env, line.date),
                )
            )
