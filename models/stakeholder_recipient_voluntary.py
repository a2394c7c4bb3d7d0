from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

# Read from the lines; nobody types them in.
WORKED_OUT = {"date_became_voluntary", "willingness"}


class StakeholderRecipient(models.Model):
    """The recipient's cycles, and whether they became willing on the way (S3, P7)."""

    _inherit = "stakeholder.recipient"

    engagement_ids = fields.One2many("stakeholder.engagement", "recipient_id", "Cycles")
    stakeholder_stage = fields.Char(
        "Current Stage", compute="_compute_stakeholder_stage"
    )
    date_became_voluntary = fields.Date(
        "Became Voluntary On",
        compute="_compute_date_became_voluntary",
        store=True,
        help="From when on somebody involuntary or mandated has been willing.",
    )

    @api.depends("engagement_ids.stage", "engagement_ids.state")
    @api.depends_context("lang", "uid")
    def _compute_stakeholder_stage(self):
        for recipient in self:
            running = recipient.engagement_ids.filtered(lambda one: one.state == "open")
            recipient.stakeholder_stage = ", ".join(
                engagement._label("stage") for engagement in running
            )

    @api.depends("willingness_ids.date", "willingness_ids.kind")
    def _compute_date_became_voluntary(self):
        for recipient in self:
            since, unwilling = False, False
            lines = recipient.willingness_ids.sorted(lambda one: (one.date, one.id))
            for line in lines:
                if line.kind != "voluntary":
                    since, unwilling = False, True
                elif unwilling and not since:
                    since = line.date
            recipient.date_became_voluntary = since

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_typed(vals)
        return super().create(vals_list)

    def write(self, vals):
        self._check_typed(vals)
        self._check_stays_with_the_person(vals)
        return super().write(vals)

    def _check_stays_with_the_person(self, vals):
        """Its cycles would stay with somebody else, or at another centre (X6)."""
        for name in {"company_id", "partner_id"} & vals.keys():
            for recipient in self.filtered("engagement_ids"):
                if recipient[name].id != vals[name]:
                    raise UserError(
                        self.env._(
                            "%s: there are cycles already; with whom they are stays. "
                            "Whoever else is served gets a record of its own.",
                            recipient.display_name,
                        )
                    )

    @api.model
    def _check_typed(self, vals):
        if not self.env.su and vals.keys() & WORKED_OUT:
            raise AccessError(
                self.env._(
                    "How willing a recipient is follows from the page “Willingness "
                    "over Time”. Add a line there, with its date and reason."
                )
            )

    def action_open_engagements(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "stakeholder_relations.stakeholder_engagement_recipient_action"
        )
        action["domain"] = [("recipient_id", "=", self.id)]
        action["context"] = {
            "default_party_class": "recipient",
            "default_recipient_id": self.id,
        }
        return action
