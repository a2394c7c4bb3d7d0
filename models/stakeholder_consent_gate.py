from odoo import models
from odoo.exceptions import UserError


class StakeholderConsentGate(models.AbstractModel):
    """Whatever tells about a recipient leaves the house with the consent for it (P23).

    What the law allows without one stays possible (Personal Information Protection Law,
    art. 13): reading and working on it inside, the forms of others, counts, and what
    the guideline asks to be on file. A file is "export", a print or a folder "share"
    where the centre's terms say so, a referral "refer".
    """

    _name = "stakeholder.consent.gate"
    _description = "What Asks for a Consent"

    def _recipients_told_of(self):
        """{record: the recipient it tells about}; without those that tell of none."""
        path = ["recipient_id"]
        if "recipient_id" not in self._fields:
            path.insert(0, "engagement_id")
        # sudo: whether a consent is there is asked, whoever takes the record out
        found = {one: one.sudo().mapped(".".join(path)) for one in self}
        return {record: who for record, who in found.items() if who}

    def _consents_lacking(self, purpose):
        """{record: which consent to ``purpose`` is missing, in words}."""
        told = self._recipients_told_of()
        found = {record: who._consent_lacking(purpose) for record, who in told.items()}
        return {record: lacking for record, lacking in found.items() if lacking}

    def _check_consent(self, purpose):
        """Refuse, naming the record: of a case of others not even whose it is."""
        labels = self.env["stakeholder.consent"]._fields["purpose"]
        label = dict(labels._description_selection(self.env))[purpose]
        for record, lacking in self._consents_lacking(purpose).items():
            who = record._recipients_told_of()[record].with_env(self.env)
            named = who if who.has_access("read") else record
            raise UserError(
                self.env._(
                    "%(person)s: %(lacking)s is missing, with the purpose "
                    "“%(purpose)s”. Record it on the page “Consent” of the "
                    "recipient first.",
                    person=named.display_name,
                    lacking=lacking,
                    purpose=label,
                )
            )

    def _check_print(self):
        """What is printed leaves the house, unless the centre's terms say otherwise."""
        for company, own in self.grouped("company_id").items():
            policy = self.env["stakeholder.policy"]._current(company)
            if policy.is_print_shared:
                own._check_consent("share")

    def _export_rows(self, fields, *, _is_toplevel_call=True):
        """Of the records themselves, and where the path of another leads here."""
        self._check_consent("export")
        return super()._export_rows(fields, _is_toplevel_call=_is_toplevel_call)


class StakeholderRecipient(models.Model):
    _name = "stakeholder.recipient"
    _inherit = ["stakeholder.recipient", "stakeholder.consent.gate"]

    def _recipients_told_of(self):
        return {one: one for one in self}


class StakeholderWillingness(models.Model):
    _name = "stakeholder.willingness"
    _inherit = ["stakeholder.willingness", "stakeholder.consent.gate"]


class StakeholderConsent(models.Model):
    _name = "stakeholder.consent"
    _inherit = ["stakeholder.consent", "stakeholder.consent.gate"]


class StakeholderEngagement(models.Model):
    _name = "stakeholder.engagement"
    _inherit = ["stakeholder.engagement", "stakeholder.consent.gate"]

    def _end(self, kind, vals):
        """A referral passes a recipient's data on (P3, S5.4)."""
        if kind == "refer":
            self._check_consent("refer")
        return super()._end(kind, vals)


class StakeholderProblem(models.Model):
    _name = "stakeholder.problem"
    _inherit = ["stakeholder.problem", "stakeholder.consent.gate"]


class StakeholderGoal(models.Model):
    _name = "stakeholder.goal"
    _inherit = ["stakeholder.goal", "stakeholder.consent.gate"]


class StakeholderPlanVersion(models.Model):
    _name = "stakeholder.plan.version"
    _inherit = ["stakeholder.plan.version", "stakeholder.consent.gate"]


class StakeholderEngagementCheck(models.Model):
    _name = "stakeholder.engagement.check"
    _inherit = ["stakeholder.engagement.check", "stakeholder.consent.gate"]


class StakeholderFollowUp(models.Model):
    _name = "stakeholder.follow.up"
    _inherit = ["stakeholder.follow.up", "stakeholder.consent.gate"]


class StakeholderEngagementMove(models.Model):
    _name = "stakeholder.engagement.move"
    _inherit = ["stakeholder.engagement.move", "stakeholder.consent.gate"]
