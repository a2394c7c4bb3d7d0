from odoo import api, models

from ..tools.form_dates import FORM_LANG


class StakeholderIntake(models.Model):
    """What visitors agree to on the public page and in the portal (P23).

    Sending is the consent that the sentence above the button names; sensitive data and
    children ask for a tick of their own. Without them the matter is handled all the
    same: nobody is turned away.
    """

    _inherit = "stakeholder.intake"

    def _hand_over(self):
        # A mail was not asked anything.
        asked = self.filtered(lambda one: one.door != "email")
        rows = [(one, row) for one in asked for row in one._consents_given()]
        result = super()._hand_over()
        notices = {
            day: self._notice(day) for day in {one._day_received() for one in asked}
        }
        for intake, row in rows:
            row["complaint_id"] = intake.complaint_id.id
            row["text_id"] = notices[intake._day_received()].id
        # sudo: the visitor has agreed; nobody else writes these rows
        self.env["stakeholder.consent"].sudo().create([row for _one, row in rows])
        return result

    def _consents_given(self):
        """[values]: what was sent says what was agreed to."""
        content = self.content or {}
        row = {
            "company_id": self.company_id.id,
            "purpose": "keep",
            "way": "portal" if self.door == "portal" else "page",
            "given_at": self.received_at,
        }
        apart = {"is_separate": True}
        if content.get("is_guardian"):
            return [row, {**row, **apart, "given_by": "guardian"}]
        return [row, {**row, **apart}] if content.get("agrees_sensitive") else [row]

    @api.model
    def _notice(self, day):
        """The wording of the page: the privacy notice of that day, in Chinese."""
        own = self.with_context(lang=FORM_LANG)
        policy = own.env["stakeholder.policy"]._current(self.env.company, day)
        return own.env["stakeholder.consent.text"]._of(policy, policy.privacy_notice)

    def _consents_in_force(self):
        # sudo: whoever has the code sees and takes back what was agreed to with it
        case = self.sudo().complaint_id
        if not case:
            return case.env["stakeholder.consent"]
        return case.env["stakeholder.consent"].search(
            [("complaint_id", "=", case.id), ("withdrawn_at", "=", False)]
        )

    def _withdraw_consent(self):
        """By the receipt: whoever handles the case is told; what was done stays."""
        self.ensure_one()
        given = self._consents_in_force()
        if given:
            given._withdraw(self.env["res.users"])
            words = self.with_context(lang=FORM_LANG).env._(
                "I take back my consent: please erase my name and contact, and go on "
                "only as far as the law asks for it."
            )
            self._say(words)
        return bool(given)
