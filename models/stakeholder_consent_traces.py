from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain

# Fields of a case that hold words of somebody's.
WORDS = ("text", "html", "one2many")


class StakeholderPartyMixin(models.AbstractModel):
    """Talks with a recipient, and what they were praised for, ask as their case (P23).

    What took place with a unit or with staff asks for nothing.
    """

    _name = "stakeholder.party.mixin"
    _inherit = ["stakeholder.party.mixin", "stakeholder.consent.gate"]

    def _recipients_told_of(self):
        # sudo: whether a consent is there is asked, whoever takes the record out
        own = self.sudo().filtered(lambda one: one.kind == "recipient")
        if not own:
            return {}
        found = own.env["stakeholder.recipient"].search(
            Domain("partner_id", "in", own.partner_id.ids)
            & Domain("company_id", "in", own.company_id.ids)
        )
        known = {(one.partner_id, one.company_id): one for one in found}
        pairs = [(one, known.get((one.partner_id, one.company_id))) for one in own]
        return {one.with_env(self.env): who for one, who in pairs if who}


class StakeholderAction(models.Model):
    """What was promised or planned asks as what it comes from (P23)."""

    _name = "stakeholder.action"
    _inherit = ["stakeholder.action", "stakeholder.consent.gate"]

    def _recipients_told_of(self):
        # sudo: whether a consent is there is asked, whoever takes the record out
        own = self.sudo()
        talks = own.communication_id._recipients_told_of()
        found = {
            one.with_env(self.env): one.engagement_id.recipient_id
            or talks.get(one.communication_id)
            for one in own
        }
        return {action: who for action, who in found.items() if who}


class StakeholderComplaint(models.Model):
    """What was agreed to by the form or the portal binds the case as well (P23).

    Handling it, its form on file (C4), answering, counting and the neutral columns of a
    register ask for nothing more. Of a case with sensitive data, of a child, or whose
    consent was taken back, words and names go no further without a consent to that.
    Who was asked nothing (a letter, a call) is protected as before, by the vault.
    """

    _inherit = "stakeholder.complaint"

    def _consents_lacking(self, purpose):
        """{case: which consent to ``purpose`` is missing, in words}."""
        # sudo: whether a consent is there is asked, whoever takes the case out
        consents = self.env["stakeholder.consent"].sudo()
        found = consents.search([("complaint_id", "in", self.ids)])
        by_case = found.grouped("complaint_id")
        lacking = {
            case: case._consent_lacking(purpose, by_case[case])
            for case in self
            if case in by_case
        }
        return {case: words for case, words in lacking.items() if words}

    def _consent_lacking(self, purpose, consents):
        asked = consents.filtered(lambda one: one.purpose == "keep")
        if asked and all(asked.mapped("withdrawn_at")):
            return self.env._("the consent, which was taken back")
        given = consents.filtered(
            lambda one: one.purpose == purpose and not one.withdrawn_at
        )
        if "guardian" in asked.mapped("given_by"):
            if "guardian" in given.mapped("given_by"):
                return False
            return self.env._("the consent of a parent or guardian (under fourteen)")
        if any(asked.mapped("is_separate")) and not any(given.mapped("is_separate")):
            return self.env._("a consent given apart, for sensitive data")
        return False

    def _withheld_on_paper(self):
        """{case}: those whose words and names stay off a print that leaves the house.

        Where the centre's terms say that a print does not, none.
        """
        found = self.browse()
        for company, own in self.grouped("company_id").items():
            policy = self.env["stakeholder.policy"]._current(company)
            if policy.is_print_shared:
                found = found.union(*own._consents_lacking("share"))
        return found

    def _export_rows(self, fields, *, _is_toplevel_call=True):
        """Number, dates and states go out as they are; words with a consent alone."""
        if any(path and self._holds_words(path[0]) for path in fields):
            for case, lacking in self._consents_lacking("export").items():
                raise UserError(
                    self.env._(
                        "%(number)s: %(lacking)s is missing to take its words out as a "
                        "file. Leave out the columns with words, or record it with "
                        "“Consents” in the menu of the case.",
                        number=case.name,
                        lacking=lacking,
                    )
                )
        return super()._export_rows(fields, _is_toplevel_call=_is_toplevel_call)

    @api.model
    def _holds_words(self, name):
        field = self._fields.get(name)
        return name == "topic" or bool(field and field.type in WORDS)
