from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain
from odoo.tools import format_date

# From here on the plan is agreed: a change makes a version.
AGREED_STAGES = ("execution", "evaluation")
# Said by the module alone: nobody sends this object over RPC.
GATHERED = object()


class StakeholderEngagement(models.Model):
    """Plan and execution: goals, actions, agreement, versions (P4, P5, S7, S8)."""

    _inherit = "stakeholder.engagement"

    goal_ids = fields.One2many("stakeholder.goal", "engagement_id", "Goals")
    action_ids = fields.One2many("stakeholder.action", "engagement_id", "Actions")
    action_progress = fields.Char("Progress", compute="_compute_action_progress")
    agreement_id = fields.Many2one(
        "stakeholder.agreement",
        domain="[('partner_id', '=', partner_id), ('company_id', '=', company_id)]",
        index="btree_not_null",
        ondelete="restrict",
    )
    plan_change_reason = fields.Char("Why the Plan Changes", copy=False)
    plan_version_ids = fields.One2many(
        "stakeholder.plan.version", "engagement_id", "Versions of the Plan"
    )
    execution_note = fields.Text("Course of the Service")

    @api.depends("action_ids.state")
    def _compute_action_progress(self):
        for engagement in self:
            actions = engagement.action_ids
            settled = actions.filtered(lambda one: one.state != "open")
            engagement.action_progress = f"{len(settled)}/{len(actions)}"

    # ------------------------------------------------------------
    # GATES
    # ------------------------------------------------------------

    @api.model
    def _missing_depends(self):
        return [
            *super()._missing_depends(),
            *("goal_ids.action_ids.state", "goal_ids.name", "agreement_id.state"),
            *("agreement_id.date_last", "agreement_id.partner_id"),
        ]

    def _missing_plan(self):
        missing = self._goals_without_action()
        # sudo: the gate looks at all actions, whoever moves the cycle
        actions = self.sudo().goal_ids.action_ids
        if not missing and not actions.filtered(lambda one: one.state != "dropped"):
            missing.append(self.env._("a goal and the actions taken for it"))
        if self.party_class != "recipient" and not self._formal_agreement():
            missing.append(self._agreement_wanted())
        return missing

    def _agreement_wanted(self):
        """Which agreement the gate asks for, and why not the one that is chosen."""
        # sudo: why it is none is told; the agreement has its own readers
        chosen = self.sudo().agreement_id
        if chosen and not chosen.filtered_domain(self._own_agreements()):
            return self.env._(
                "an agreement of the party: “%s” is with another party", chosen.name
            )
        if chosen.state == "signed" and chosen.date_last < self._today():
            return self.env._(
                "a signed agreement that is still in force: “%(name)s” ended on "
                "%(date)s",
                name=chosen.name,
                date=format_date(self.env, chosen.date_last),
            )
        if self.party_class == "unit":
            return self.env._("the signed agreement with the unit")
        return self.env._("the agreement, made orally or in writing")

    def _goals_without_action(self):
        # sudo: the gate looks at all actions, whoever moves the cycle
        return [
            self.env._("an action for the goal “%s”", goal.name)
            for goal in self.sudo().goal_ids
            if not goal.action_ids
        ]

    def _formal_agreement(self):
        """The signed agreement that makes the relation formal (U2.6, O2).

        The one that is chosen, else any; of this very party, and not over.
        """
        formal = self._formal_agreements(self._today())
        # sudo: whether it is signed is asked; the agreement has its own readers
        chosen = self.sudo().agreement_id
        if chosen:
            return chosen.filtered_domain(formal)
        return chosen.search(formal, limit=1)

    def _formal_agreements(self, day):
        formal = (
            self._own_agreements()
            & Domain("state", "=", "signed")
            & Domain("date_last", ">=", day)
        )
        if self.party_class == "unit":
            formal &= Domain("form", "=", "written")
        return formal

    def _own_agreements(self):
        """Those of the party at this centre; the unit signs for its people."""
        party = self.partner_id.commercial_partner_id
        return Domain("partner_id.commercial_partner_id", "=", party.id) & Domain(
            "company_id", "=", self.company_id.id
        )

    @api.constrains("agreement_id", "company_id", "partner_id")
    def _check_agreement_is_of_the_party(self):
        for engagement in self.filtered("agreement_id"):
            # sudo: with whom it is is compared, not shown
            chosen = engagement.sudo().agreement_id
            if not chosen.filtered_domain(engagement._own_agreements()):
                raise ValidationError(
                    self.env._(
                        "%(number)s: “%(agreement)s” is with another party or of "
                        "another centre. Choose an agreement with %(party)s.",
                        number=engagement.name,
                        agreement=chosen.name,
                        party=engagement.partner_id.name,
                    )
                )

    def _missing_execution(self):
        # sudo: the gate looks at all actions, whoever moves the cycle
        pending = self.sudo().action_ids.filtered(lambda one: one.state == "open")
        return self._goals_without_action() + [
            self.env._("“%s”: done, or dropped with a reason", action.name)
            for action in pending
        ]

    def _enter_execution(self):
        """What was agreed is kept as the first version, with its agreement."""
        if not self.agreement_id and (found := self._formal_agreement()):
            if self.party_class != "recipient":
                self._write_course({"agreement_id": found.id})
        self._keep_plan_version()

    # ------------------------------------------------------------
    # VERSIONS
    # ------------------------------------------------------------

    def write(self, vals):
        """Several goals changed in one save are one version."""
        if "goal_ids" not in vals:
            return super().write(vals)
        gathered = self.with_context(stakeholder_plan_gathered=GATHERED)
        result = super(StakeholderEngagement, gathered).write(vals)
        self._keep_plan_version()
        return result

    def _keep_plan_version(self):
        """Set down the agreed plan where it differs from the last version."""
        if self.env.context.get("stakeholder_plan_gathered") is GATHERED:
            return
        # sudo: versions are the machine's; nobody writes them
        for engagement in self.sudo():
            if engagement.stage not in AGREED_STAGES or engagement.state != "open":
                continue
            versions = engagement.plan_version_ids.sorted("number")
            plan = engagement._plan_text()
            if versions[-1:].plan == plan:
                continue
            versions.create(
                {
                    "engagement_id": engagement.id,
                    "number": versions[-1:].number + 1,
                    "made_at": fields.Datetime.now(),
                    "user_id": self.env.uid,
                    "reason": engagement.plan_change_reason,
                    "plan": plan,
                }
            )
            engagement._write_plain({"plan_change_reason": False})

    def _plan_text(self):
        """Goals, what shows them, who does what until when: as one reads it."""
        lines = []
        for number, goal in enumerate(self.goal_ids.sorted(), start=1):
            lines.append(f"{number}. {goal.name}")
            for field in ("indicator", "recipient_part"):
                if goal[field]:
                    label = goal._fields[field]._description_string(self.env)
                    lines.append(f"   {label}: {goal[field]}")
            for action in goal.action_ids.sorted(lambda one: (one.date_due, one.id)):
                due = format_date(self.env, action.date_due)
                lines.append(f"   · {action.name} ({action.user_id.name}, {due})")
        return "\n".join(lines)

    # ------------------------------------------------------------
    # ACTIONS OF THE PLAN
    # ------------------------------------------------------------

    def _check_running(self):
        for engagement in self.filtered(lambda one: one.state != "open"):
            raise UserError(
                self.env._(
                    "%s has ended and stays as it is.",
                    engagement.name,
                )
            )

    def _action_added(self, action):
        """An action came into the plan: for whoever may write here."""
        for engagement in self:
            engagement.check_access("write")
            engagement._check_not_closed()
            engagement._keep_plan_version()

    def _drop_open_actions(self):
        """What was still to do falls with the end of the cycle."""
        # sudo: the actions may be somebody else's to drop
        pending = self.sudo().action_ids.filtered(lambda one: one.state == "open")
        pending.write({"drop_reason": self.env._("The cycle has ended.")})
        pending.action_drop()
