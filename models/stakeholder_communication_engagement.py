from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

from .res_partner_engagement import WORKER_GROUP


class StakeholderCommunication(models.Model):
    """A contact belongs to a cycle and ticks off what was planned there (P5, S8).

    The link gives nobody more: contacts keep their own readers, the cycle its own, and
    of a cycle that one may not read the number alone is named (X6).
    """

    _inherit = "stakeholder.communication"

    engagement_id = fields.Many2one(
        "stakeholder.engagement",
        "In the Cycle",
        index="btree_not_null",
        ondelete="restrict",
        groups=WORKER_GROUP,
        domain="[('partner_id', '=', partner_id), ('company_id', '=', company_id),"
        " ('state', '=', 'open')]",
    )
    ticked_ids = fields.Many2many(
        "stakeholder.action",
        "stakeholder_communication_ticked_rel",
        "communication_id",
        "action_id",
        string="Done of the Plan",
        groups=WORKER_GROUP,
        copy=False,
        domain="[('engagement_id', '=', engagement_id), ('kind', '=', 'plan'),"
        " '|', '&', ('state', '=', 'open'), ('reader_ids', 'in', uid),"
        " ('id', 'in', ticked_ids)]",
    )

    may_tick = fields.Boolean(compute="_compute_may_tick", groups=WORKER_GROUP)

    # ------------------------------------------------------------
    # ON THE FORM
    # ------------------------------------------------------------

    @api.depends("engagement_id", "ticked_ids")
    @api.depends_context("uid")
    def _compute_may_tick(self):
        """Whether something is planned in the cycle that the reader may tick off."""
        actions = self.env["stakeholder.action"].search(
            Domain("engagement_id", "in", self.engagement_id.ids)
            & Domain("kind", "=", "plan")
            & Domain("state", "=", "open")
        )
        planned = set(actions._filtered_access("write").engagement_id.ids)
        for talk in self:
            cycle = talk.engagement_id._origin
            talk.may_tick = bool(talk.ticked_ids) or cycle.id in planned

    # ------------------------------------------------------------
    # PROPOSALS
    # ------------------------------------------------------------

    @api.onchange("partner_id")
    def _onchange_partner_id(self):
        result = super()._onchange_partner_id()
        self._propose_cycle()
        return result

    @api.onchange("their_ids")
    def _onchange_their_ids(self):
        result = super()._onchange_their_ids()
        self._propose_cycle()
        return result

    @api.onchange("engagement_id")
    def _onchange_engagement_id(self):
        self.ticked_ids = self.ticked_ids.filtered(
            lambda one: one.engagement_id == self.engagement_id
        )

    def _propose_cycle(self):
        """The one that is under way; of several the writer chooses."""
        cycles = self.env["stakeholder.engagement"]
        if not cycles.has_access("read"):
            return
        party = self.partner_id._origin
        if party and self.engagement_id.partner_id == party:
            return
        if party:
            cycles = cycles.search(
                Domain("partner_id", "=", party.id)
                & Domain("company_id", "=", self.company_id.id)
                & Domain("state", "=", "open"),
                limit=2,
            )
        self.engagement_id = cycles if len(cycles) == 1 else False

    # ------------------------------------------------------------
    # CREATE AND WRITE
    # ------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        talks = super().create(vals_list)
        if any(vals.get("engagement_id") for vals in vals_list):
            talks._check_cycle()
        if any(vals.get("ticked_ids") for vals in vals_list):
            talks._tick_off(talks.ticked_ids)
        return talks

    def write(self, vals):
        if "ticked_ids" not in vals:
            result = super().write(vals)
        else:
            before = {talk: talk.ticked_ids for talk in self}
            result = super().write(vals)
            for talk, ticked in before.items():
                talk._tick_off(talk.ticked_ids - ticked)
                talk._take_tick_back(ticked - talk.ticked_ids)
        if vals.keys() & {"engagement_id", "partner_id", "their_ids", "kind"}:
            self._check_cycle()
        return result

    def _check_cycle(self):
        """The cycle is one the writer may read, with the same party."""
        # sudo: the link is closed to the council, who writes contacts as well
        for talk in self.sudo().filtered("engagement_id"):
            cycle = talk.engagement_id
            cycle.with_env(self.env).check_access("read")
            is_recipient = cycle.party_class == "recipient"
            if (
                cycle.partner_id != talk.partner_id
                or cycle.company_id != talk.company_id
                or is_recipient != (talk.kind == "recipient")
            ):
                raise ValidationError(
                    self.env._(
                        "%(number)s is a cycle with somebody else than %(party)s. "
                        "Choose a cycle of the party, or none.",
                        number=cycle.name,
                        party=talk.partner_id.display_name,
                    )
                )

    @api.ondelete(at_uninstall=False)
    def _unlink_without_ticks(self):
        # sudo: ticks one may not see count as well
        for talk in self.sudo().filtered("ticked_ids"):
            raise UserError(
                self.env._(
                    "%s ticks off what was planned: take the ticks back first.",
                    talk.display_name,
                )
            )

    # ------------------------------------------------------------
    # TICKING OFF
    # ------------------------------------------------------------

    def _tick_off(self, actions):
        """Done with this contact: by the writer, on the day it took place."""
        for talk in self:
            own = actions & talk.ticked_ids
            for action in own:
                if action.kind != "plan" or action.engagement_id != talk.engagement_id:
                    raise ValidationError(
                        self.env._(
                            "“%s” is not planned in the cycle of this contact. Choose "
                            "the cycle first, then what was done of its plan.",
                            action.name,
                        )
                    )
            own.action_done()
            # sudo: the course of an action is closed to typing
            own.sudo().write({"date_done": talk.date})

    def _take_tick_back(self, actions):
        """A slip of the finger, as long as the plan is still carried out."""
        for action in actions:
            # sudo: where the cycle stands is asked, whoever ticked it off
            cycle = action.sudo().engagement_id
            if cycle.state != "open" or cycle.stage not in ("plan", "execution"):
                raise UserError(
                    self.env._(
                        "“%s” stays ticked off: its cycle has moved on since.",
                        action.name,
                    )
                )
        # sudo: the course of an action is closed to typing
        actions.sudo().write({"state": "open", "date_done": False, "done_by_id": False})
