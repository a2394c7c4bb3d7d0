from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

from .stakeholder_agreement import EXPIRING, STATUS_FIELDS

CLOSURE = "stakeholder_relations.mail_activity_type_closure"


class StakeholderAgreement(models.Model):
    """What comes after an agreement: it is why nobody is warned of its end (U5.1)."""

    _inherit = "stakeholder.agreement"

    has_next = fields.Boolean(
        "Continued",
        compute="_compute_next",
        help="A signed one of the same party lasts longer.",
    )
    is_followed = fields.Boolean(
        "Renewed",
        compute="_compute_next",
        help="A signed one that lasts longer is on the same project, or begins at "
        "about the time this one ends. Other projects beside it renew nothing.",
    )

    @api.depends("partner_id", "company_id", "date_last", "name")
    def _compute_next(self):
        """One query for all."""
        # sudo: asked by the reminder job and for whoever sees this one
        signed = self.sudo().search(
            Domain("partner_id", "in", self.partner_id.ids)
            & Domain("company_id", "in", self.company_id.ids)
            & Domain("state", "=", "signed")
        )
        others = signed.grouped(lambda one: (one.partner_id, one.company_id))
        for agreement in self:
            longer = others.get(
                (agreement.partner_id, agreement.company_id), signed.browse()
            ).filtered(
                lambda one, own=agreement: (
                    own.date_last and one.date_last > own.date_last
                )
            )
            agreement.has_next = bool(longer)
            agreement.is_followed = longer and agreement._is_followed_by(longer)

    def _is_followed_by(self, longer):
        policy = self.env["stakeholder.policy"]._current(self.company_id)
        begin = self.date_last - timedelta(days=policy.expiry_warning_days)
        return any(one.name == self.name or one.date_start > begin for one in longer)

    @api.model_create_multi
    def create(self, vals_list):
        agreements = super().create(vals_list)
        agreements._settle_others(agreements.partner_id)
        return agreements

    def write(self, vals):
        before = self.partner_id
        result = super().write(vals)
        if vals.keys() & (STATUS_FIELDS | {"name"}):
            self._settle_others(before | self.partner_id)
        return result

    def _settle_others(self, parties):
        """What was said of the end of others of the party is looked at anew.

        Of whom another follows the reminders go; of whom none does any more they come
        again, and the ledger says none twice.
        """
        # sudo: reminders and others may be those of somebody else
        others = self.sudo().search(
            Domain("partner_id", "in", parties.ids)
            & Domain("company_id", "in", self.company_id.ids)
            & Domain("state", "=", "signed")
        )
        others.invalidate_recordset(["has_next", "is_followed"])
        others.filtered("is_followed").activity_unlink([EXPIRING])
        others.filtered("has_next").activity_unlink([CLOSURE])
        open_ones = others.filtered(lambda one: not one.closure_type_id)
        (open_ones - self).filtered("date_noticed").date_noticed = False
        # Also of whom nothing was to be said while another followed.
        self.env.add_to_compute(self._fields["date_next_notice"], others)
