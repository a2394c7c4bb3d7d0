from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from .stakeholder_option import offered
from .stakeholder_option_communication import DIRECTIONS
from .stakeholder_party_mixin import ACCESS_FIELDS

PARTY_NAMES = ("company_id", "partner_id", "user_id", "kind")


class StakeholderRecognition(models.Model):
    """Recognition given to a party or received from one (O3, S11, U4.9)."""

    _name = "stakeholder.recognition"
    _description = "Recognition"
    _inherit = ["stakeholder.party.mixin"]
    _order = "date DESC, id DESC"

    name = fields.Char("What For", required=True)
    direction = fields.Selection(DIRECTIONS, required=True, default="received")
    means_id = fields.Many2one(
        "stakeholder.option",
        "By Way Of",
        required=True,
        domain=offered("recognition", "direction"),
        ondelete="restrict",
    )
    date = fields.Date(
        required=True,
        default=lambda self: self.env["resource.calendar"]._stakeholder_centre_today(),
    )
    honoured_ids = fields.Many2many(
        "res.partner", "stakeholder_recognition_honoured_rel", string="Whom It Honours"
    )
    honours_service = fields.Boolean("Honours the Service as a Whole")
    note = fields.Text("Wording or Remarks")
    attachment_ids = fields.Many2many(
        "ir.attachment", "stakeholder_recognition_attachment_rel", string="Evidence"
    )
    source_number = fields.Char(
        "Came In as Opinion", help="The number of the opinion it came in as."
    )

    _party_idx = models.Index("(company_id, partner_id, date DESC)")

    # ------------------------------------------------------------
    # CREATE AND WRITE
    # ------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            vals_list = [
                {name: one for name, one in vals.items() if name not in ACCESS_FIELDS}
                | {"user_id": self.env.uid}
                for vals in vals_list
            ]
        kinds = [vals.get("kind") for vals in vals_list]
        vals_list = [self._add_missing_default_values(vals) for vals in vals_list]
        rows = [
            {**{name: vals.get(name) for name in PARTY_NAMES}, "kind": kind}
            for vals, kind in zip(vals_list, kinds, strict=True)
        ]
        columns = self._party_columns(rows)
        found = super().create(
            [{**vals, **own} for vals, own in zip(vals_list, columns, strict=True)]
        )
        found._keep_files()
        return found

    def write(self, vals):
        if not self.env.su and set(vals) & (ACCESS_FIELDS | {"user_id"}):
            raise UserError(self.env._("Who reads a recognition is worked out."))
        result = super().write(vals)
        if set(vals) & set(PARTY_NAMES):
            columns = self._party_columns(self._party_rows())
            for one, values in zip(self, columns, strict=True):
                super(StakeholderRecognition, one).write(values)
        if "attachment_ids" in vals:
            self._keep_files()
        return result

    @api.onchange("partner_id", "direction")
    def _onchange_means(self):
        self.means_id = self.means_id._fits(self.party_class)._going(self.direction)

    @api.constrains("means_id", "direction")
    def _check_entries(self):
        self.env["stakeholder.option"]._check_fits(self, "means_id")
        labels = dict(self._fields["direction"]._description_selection(self.env))
        for one in self:
            if one.means_id - one.means_id._going(one.direction):
                raise ValidationError(
                    self.env._(
                        "“%(recognition)s”: “%(means)s” is only for what is "
                        "“%(direction)s”. Choose another way, or turn the direction.",
                        recognition=one.name,
                        means=one.means_id.name,
                        direction=labels[one.means_id.direction],
                    )
                )

    @api.constrains("date")
    def _check_date(self):
        today = self.env["resource.calendar"]._stakeholder_centre_today()
        for one in self.filtered(lambda one: one.date > today):
            raise ValidationError(
                self.env._(
                    "“%s”: a recognition is recorded after it took place. Choose a "
                    "day that has passed.",
                    one.name,
                )
            )

    def _keep_files(self):
        for one in self.filtered("attachment_ids"):
            # sudo: those just uploaded by the writer hang nowhere yet
            loose = one.sudo().attachment_ids.filtered(
                lambda file: (
                    not file.res_id
                    and file.create_uid == self.env.user
                    and file.res_model in (False, self._name)
                )
            )
            loose.write({"res_model": self._name, "res_id": one.id})
