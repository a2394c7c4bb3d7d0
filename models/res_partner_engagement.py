from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

WORKER_GROUP = "stakeholder_relations.stakeholder_group_worker"


class ResPartner(models.Model):
    """At which stage we stand with a party (P7).

    All of it is asked as the user: whoever may not know that somebody is a recipient
    sees nothing here (X6). There is no link that could be searched through.
    """

    _inherit = "res.partner"

    stakeholder_stage = fields.Char(
        "Current Stage",
        compute="_compute_stakeholder_stage",
        groups=WORKER_GROUP,
    )

    @api.depends_context("company", "lang", "uid")
    def _compute_stakeholder_stage(self):
        running = self._stakeholder_running().grouped("partner_id")
        for partner in self:
            labels = [one._label("stage") for one in running.get(partner._origin, ())]
            partner.stakeholder_stage = ", ".join(dict.fromkeys(labels)) or False

    def _stakeholder_running(self):
        """The open cycles with ``self`` here that the user may read, new first."""
        if len(self) == 1:
            # A contact is opened: all of its cycles are read beside it.
            return self.stakeholder_engagement_ids.filtered(
                lambda one: one.state == "open"
            )
        Engagement = self.env["stakeholder.engagement"]
        if not Engagement.has_access("read"):
            return Engagement
        own = Domain("partner_id", "in", self.ids)
        own &= Domain("company_id", "=", self.env.company.id)
        return Engagement.search(own & Domain("state", "=", "open"), order="id desc")

    def stakeholder_open_engagements(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "stakeholder_relations.stakeholder_engagement_action"
        )
        action["domain"] = [("partner_id", "=", self.id)]
        action["context"] = {
            "default_partner_id": self.id,
            "default_party_class": self.stakeholder_class or "unit",
        }
        return action

    def action_archive(self):
        self._stakeholder_check_no_cycle_runs()
        return super().action_archive()

    def write(self, vals):
        if vals.get("active") is False:
            self._stakeholder_check_no_cycle_runs()
        return super().write(vals)

    def _stakeholder_check_no_cycle_runs(self):
        """A unit or stakeholder in mid-cycle is not archived.

        Of a recipient a refusal would say what nobody is to know: the team is told on
        the cycle instead.
        """
        # sudo: whether a cycle runs is asked of those one may not read too
        running = (
            self.env["stakeholder.engagement"]
            .sudo()
            .search(
                Domain("partner_id", "in", self.ids)
                & Domain("party_class", "!=", "recipient")
                & Domain("state", "=", "open"),
                limit=1,
            )
        )
        if running:
            raise UserError(
                self.env._(
                    "%(party)s is in a cycle that is under way (%(number)s). End it "
                    "first.",
                    party=running.partner_id.name,
                    number=running.name,
                )
            )
