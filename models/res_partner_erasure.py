import json

from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tools import SQL

PARTS = ("contact", "recipient")
# What a contact is known by, outside this module.
CONTACT = (
    *("phone", "email", "street", "street2", "zip", "city", "website", "comment"),
    *("function", "vat", "ref", "image_1920", "category_id", "state_id"),
)
# Whose words go with a recipient: model, and the way from it to the recipient.
WORDS = {
    "stakeholder.recipient": "id",
    "stakeholder.willingness": "recipient_id",
    "stakeholder.consent": "recipient_id",
    "stakeholder.engagement": "recipient_id",
    "stakeholder.engagement.check": "engagement_id.recipient_id",
    "stakeholder.engagement.move": "engagement_id.recipient_id",
    "stakeholder.problem": "engagement_id.recipient_id",
    "stakeholder.goal": "engagement_id.recipient_id",
    "stakeholder.plan.version": "engagement_id.recipient_id",
    "stakeholder.follow.up": "engagement_id.recipient_id",
    "stakeholder.action": "engagement_id.recipient_id",
}
PERSONAL = {"birthday", "gender"}
NUMBERS = {"name", "source_number"}


class ResPartner(models.Model):
    """Erasing who somebody was, and what was written about them (P22).

    Rows, dates, stages and kinds stay: no count of any year changes, and the trail
    holds no word that could be erased.
    """

    _inherit = "res.partner"

    def action_stakeholder_erase(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Erase Personal Data of %s", self.display_name),
            "res_model": "stakeholder.party.erasure",
            "view_mode": "form",
            "target": "new",
            "context": {"default_partner_id": self.id},
        }

    def _stakeholder_check_may_erase(self):
        """Whoever is still served, bound by an agreement or employed here stays."""
        # sudo: whether something is running decides whoever asks
        for partner in self.sudo():
            name = partner.display_name
            cycles = self.env["stakeholder.engagement"].sudo()
            domain = [("partner_id", "=", partner.id), ("state", "=", "open")]
            if cycles.search_count(domain, limit=1):
                raise UserError(
                    self.env._("%s: a cycle is open; close it first.", name)
                )
            if partner.user_ids or partner.employee_ids:
                raise UserError(
                    self.env._("%s has a log-in or works here; it stays.", name)
                )
            if partner.stakeholder_status == "active":
                raise UserError(
                    self.env._("%s: an agreement is in force; it stays.", name)
                )

    def _stakeholder_erase(self, part):
        """``part``: contact, or recipient (which takes the contact along)."""
        own = self.sudo()
        own._stakeholder_check_may_erase()
        recipients = self.env["stakeholder.recipient"].sudo()
        recipients = recipients.search([("partner_id", "in", own.ids)])
        if part == "recipient":
            own._stakeholder_erase_words(recipients)
        for partner in own:
            partner._stakeholder_erase_contact()
            self.env["stakeholder.complaint.trail"]._append_house(
                "erased_party", {"partner": partner.id, "part": part}
            )

    def _stakeholder_erase_contact(self):
        known, gone = self.name, self.env._("Erased %s", self.id)
        mails = self.env["mail.mail"]
        mails._stakeholder_forget_person(self, known, self.email, gone)
        quiet = self.with_context(tracking_disable=True, mail_notrack=True)
        quiet.write(
            dict.fromkeys(CONTACT, False)
            | {"name": gone, "category_id": [Command.clear()]}
        )
        erasure = self.env["stakeholder.complaint"]
        erasure._drop_drafts({self._name: self.ids})
        # sudo: a list that was read in holds the name as it was typed
        rows = self.env["stakeholder.import.line"].sudo()
        rows.search([("values", "like", json.dumps(known)[1:-1])]).import_id.unlink()
        self.env.flush_all()
        self._stakeholder_blank("res.partner", self.ids, only="stakeholder_")
        self._stakeholder_unname(known, gone)
        self.env.invalidate_all(flush=False)
        erasure._drop_messages(self._name, self.ids)
        erasure._drop_files(self._name, self.ids)

    def _stakeholder_erase_words(self, recipients):
        """All that was written about them, and the facts kept beside the contact."""
        erasure = self.env["stakeholder.complaint"]
        places = {
            name: self.env[name].sudo().search([(way, "in", recipients.ids)]).ids
            for name, way in WORDS.items()
        }
        talks = self.env["stakeholder.communication"].sudo()
        own = [("kind", "=", "recipient"), ("partner_id", "in", self.ids)]
        places["stakeholder.communication"] = talks.search(own).ids
        praise = self.env["stakeholder.recognition"].sudo()
        domain = [("partner_id", "in", self.ids)]
        places["stakeholder.recognition"] = praise.search(domain).ids
        activities = self.env["mail.activity"].sudo().with_context(active_test=False)
        erasure._drop_drafts(places)
        for name, ids in places.items():
            self._stakeholder_blank(name, ids)
            erasure._drop_messages(name, ids)
            erasure._drop_files(name, ids)
            activities.search([("res_model", "=", name), ("res_id", "in", ids)]).write(
                {"note": False, "feedback": False, "summary": False}
            )

    @api.model
    def _stakeholder_blank(self, name, ids, only=""):
        """Every stored word of these rows, whatever field it stands in.

        Past the ORM: what is closed, signed or filed is closed to everything but this.
        """
        model = self.env[name]
        if not ids:
            return
        self.env.flush_all()
        for field in model._fields.values():
            is_word = field.type in ("char", "text", "html") or field.name in PERSONAL
            number = field.name in NUMBERS and field.readonly
            if not (is_word and field.store and field.column_type) or number:
                continue
            if not field.name.startswith(only):
                continue
            gone = self.env._("Erased") if field.required else None
            self.env.cr.execute(
                SQL(
                    "UPDATE %s SET %s = %s WHERE id IN %s AND %s IS NOT NULL",
                    SQL.identifier(model._table),
                    SQL.identifier(field.name),
                    gone,
                    tuple(ids),
                    SQL.identifier(field.name),
                )
            )
        self.env.invalidate_all(flush=False)


class StakeholderComplaintTrail(models.Model):
    _inherit = "stakeholder.complaint.trail"

    @api.model
    def _event_labels(self):
        return super()._event_labels() | {
            "erased_party": self.env._("Personal data of a party erased")
        }
