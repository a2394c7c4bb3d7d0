from odoo import api, fields, models
from odoo.fields import Domain


class ResPartner(models.Model):
    """Contacts with a party, for whoever may read them."""

    _inherit = "res.partner"

    stakeholder_is_party = fields.Boolean(
        "Is a Party",
        compute="_compute_stakeholder_is_party",
        search="_search_stakeholder_is_party",
    )

    @api.depends("stakeholder_party_class")
    def _compute_stakeholder_is_party(self):
        for partner in self:
            partner.stakeholder_is_party = bool(partner.stakeholder_party_class)

    def _search_stakeholder_is_party(self, operator, value):
        """Whom a communication can be with, as far as one may know it."""
        if operator not in ("in", "not in"):
            return NotImplemented
        Recipient = self.env["stakeholder.recipient"]
        own = Domain("company_id", "=", self.env.company.id)
        recipients = Recipient.search(own) if Recipient.has_access("read") else None
        found = Domain.OR(
            [
                Domain("stakeholder_class", "!=", False),
                Domain("parent_id.stakeholder_class", "!=", False),
                # of an office that has no class of its own
                Domain("parent_id.parent_id.stakeholder_class", "!=", False),
                Domain("stakeholder_is_staff", "=", True),
                Domain("id", "in", recipients.partner_id.ids if recipients else []),
            ]
        )
        return found if (operator == "in") == (True in value) else ~found

    def write(self, vals):
        result = super().write(vals)
        if vals.keys() & {"stakeholder_level", "stakeholder_tier"}:
            self.env["stakeholder.communication"]._fill_in(self)
        if "stakeholder_user_id" in vals:
            domain = [("partner_id", "in", self.ids), ("kind", "=", "party")]
            self.env["stakeholder.party.mixin"]._follow_readers(domain)
            # sudo: readers follow whoever hands the unit over
            sheets = self.env["stakeholder.communication.sheet"].sudo()
            sheets.search([("partner_id", "in", self.ids)])._follow_responsible()
        return result

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def stakeholder_open_communications(self):
        return self._stakeholder_open("stakeholder_communication_action")

    def stakeholder_open_recognitions(self):
        return self._stakeholder_open("stakeholder_recognition_action")

    def _stakeholder_open(self, name):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            f"stakeholder_relations.{name}"
        )
        return {
            **action,
            "domain": [("partner_id", "=", self.id)],
            "context": {"default_partner_id": self.id},
        }

    def stakeholder_record_communication(self):
        """The form, for whoever stands in front of them."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "stakeholder.communication",
            "view_mode": "form",
            "context": {**self.env.context, **self._stakeholder_contact()},
        }

    def _stakeholder_contact(self):
        """Defaults of the contact that comes out of a plan; own on other models."""
        return {
            "default_partner_id": self.id,
            "default_company_id": self.env.company.id,
        }

    def stakeholder_open_sheets(self):
        """The months of a unit that wait to be signed; missing sheets are made."""
        self.ensure_one()
        Sheet = self.env["stakeholder.communication.sheet"]
        today = self.env["stakeholder.communication"]._centre_today()
        domain = Sheet._open_domain(today) & Domain("partner_id", "=", self.id)
        sheets = Sheet._collect(domain)
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "stakeholder_relations.stakeholder_communication_sheet_action"
        )
        found = {**action, "domain": [("id", "in", sheets.ids)], "context": {}}
        if len(sheets) == 1:
            # The one that waits opens itself.
            found |= {"views": [(False, "form")], "res_id": sheets.id}
        return found
