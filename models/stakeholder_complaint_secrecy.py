from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Domain

from .stakeholder_complaint import ENDED

DIRECTOR_GROUP = "stakeholder_relations.stakeholder_group_director"


class StakeholderComplaint(models.Model):
    """Who reads a complaint, who is shut out, who decides it (C5.1, C5.2, C5.4)."""

    _inherit = "stakeholder.complaint"

    is_confidential = fields.Boolean(
        "Strictly Confidential",
        help="The complainant asked that the matter be kept strictly confidential "
        "(guideline 3.6.2).",
    )
    respondent_ids = fields.Many2many(
        "res.partner",
        "stakeholder_complaint_respondent_rel",
        string="Persons Complained About",
        help="They and those they manage are shut out of the case.",
    )
    withheld_ids = fields.Many2many(
        "res.partner",
        "stakeholder_complaint_withheld_rel",
        string="Not to Be Disclosed To",
        help="Named by the complainant (guideline 3.6.4).",
    )
    reader_ids = fields.Many2many(relation="stakeholder_complaint_reader_rel")
    denied_ids = fields.Many2many(relation="stakeholder_complaint_denied_rel")

    may_decide = fields.Boolean(compute="_compute_may_decide")

    @api.depends(
        "state",
        "user_id",
        "team_ids",
        "respondent_ids",
        "withheld_ids",
    )
    def _compute_reader_ids(self):
        return super()._compute_reader_ids()

    @api.depends("respondent_ids", "withheld_ids")
    def _compute_denied_ids(self):
        return super()._compute_denied_ids()

    def _reader_users(self):
        users = self.user_id | self.team_ids
        if self._is_about_head():
            users |= self._people()._council()
        elif self.state not in ENDED:
            users |= self.env["stakeholder.delegation"]._deputies(self.company_id)
        return users

    def _denied_partners(self):
        named = dict.fromkeys(self.withheld_ids, False)
        return named | dict.fromkeys(self.respondent_ids, True)

    def _action_readers(self):
        """Who reads what follows from this one: the team, and whoever decides.

        Of an ended one no deputy does: nothing there follows the end of their days.
        """
        deciders = self._heads() if self.state in ENDED else self._deciders()
        return self.reader_ids | deciders

    def _action_added(self, action):
        """An action came out of this one: for whoever may write here, on the trail."""
        for complaint in self:
            complaint.check_access("write")
            self.env["stakeholder.complaint.trail"]._append(
                complaint, "action_set", {"action": action.id}
            )

    @api.model
    def _named_domain(self):
        named = Domain("respondent_ids", "!=", False)
        return named | Domain("withheld_ids", "!=", False)

    def _is_about_head(self):
        """Whether it concerns those who would decide it otherwise (C5, routing)."""
        heads = self._people()._directors().partner_id
        return bool(heads) and heads <= (self.respondent_ids | self.withheld_ids)

    def _deciders(self):
        """Who decides this one: a deputy, the person in charge, the council about them.

        The first of them is told.
        """
        if self._is_about_head():
            return self._heads()
        deputies = self.env["stakeholder.delegation"]._deputies(self.company_id)
        return deputies | self._heads()

    def _heads(self):
        """Whoever decides this one, without anybody standing in."""
        people = self._people()
        return people._council() if self._is_about_head() else people._directors()

    @api.depends_context("uid")
    def _compute_may_decide(self):
        for complaint in self:
            complaint.may_decide = complaint._may_decide(self.env.user)

    def _check_decider(self):
        for complaint in self:
            if not complaint._may_decide(self.env.user):
                raise AccessError(
                    self.env._(
                        "%s is decided by the person in charge alone, or by the "
                        "council where it is about them.",
                        complaint.name,
                    )
                )

    def _may_decide(self, user):
        entitled = user in self._deciders() or user.has_group(DIRECTOR_GROUP)
        return entitled and self._may_read(user)

    @api.constrains("user_id", "team_ids", "respondent_ids", "withheld_ids")
    def _check_team_is_not_shut_out(self):
        for complaint in self:
            team = complaint.user_id | complaint.team_ids
            if shut_out := team & complaint.denied_ids:
                raise ValidationError(
                    self.env._(
                        "%(number)s: %(people)s may not handle it: named in it, "
                        "managed by somebody who is, or excluded by the complainant.",
                        number=complaint.name,
                        people=", ".join(shut_out.mapped("name")),
                    )
                )
