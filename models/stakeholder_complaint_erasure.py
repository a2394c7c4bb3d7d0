from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL

from .stakeholder_complaint import ENDED

PARTS = ("identity", "words")
WAYS = ("many2one", "many2many")
# (table, text columns, whether a row must have words)
WORDS = (
    ("stakeholder_complaint_step", ("note",)),
    ("stakeholder_complaint_round", ("words", "director_opinion")),
    ("stakeholder_complaint_told", ("text",)),
    ("stakeholder_complaint_receipt", ("addendum",)),
)
OWN_WORDS = (
    "topic",
    "acknowledgement",
    "reply",
    "outcome",
    "lesson",
    "director_opinion",
    "team_reason",
)


class StakeholderComplaint(models.Model):
    """Erasing who it was, or every word of it; what happened stays on the trail.

    The one thing besides reopening that touches what is closed. Counts, dates and
    findings are not changed, and the trail holds no word that could be erased.
    """

    _inherit = "stakeholder.complaint"

    def action_erase(self):
        self.ensure_one()
        self._check_decider()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Erase Personal Data of %s", self.name),
            "res_model": "stakeholder.erasure",
            "view_mode": "form",
            "target": "new",
            "context": {"default_complaint_id": self.id},
        }

    def _check_may_erase(self, part):
        """Held ones stay; words of a running case are needed; no one wipes traces."""
        today = fields.Date.today()
        # sudo: whether it is held, and who exported it, decides whoever asks
        holds = self.env["stakeholder.legal.hold"].sudo()
        exports = self.env["stakeholder.complaint.trail"].sudo()
        for complaint in self:
            held = holds.search([("complaint_id", "=", complaint.id)])
            if held.filtered(lambda one: not one.date_to or one.date_to >= today):
                raise UserError(
                    self.env._("%s is under a legal hold; it stays.", complaint.name)
                )
            if part == "words" and complaint.state not in ENDED:
                raise UserError(
                    self.env._(
                        "%s is not closed yet: its words are needed to handle it. "
                        "Name and contact can be erased now.",
                        complaint.name,
                    )
                )
            own = [
                ("complaint_id", "=", complaint.id),
                ("event", "in", ("exported", "printed")),
                ("actor_id", "=", self.env.uid),
            ]
            if not self.env.su and exports.search_count(own, limit=1):
                raise UserError(
                    self.env._(
                        "%s: you printed or exported it, so somebody else has to "
                        "erase it.",
                        complaint.name,
                    )
                )

    def _erase(self, part):
        """``part``: identity, or words (which takes the identity along)."""
        own = self.sudo()
        own._check_may_erase(part)
        own._erase_identity()
        if part == "words":
            own._erase_words()
            self.env["stakeholder.trail.salt"]._destroy(own)
        trail = self.env["stakeholder.complaint.trail"]
        done = PARTS[: PARTS.index(part) + 1]
        for one in done:
            trail._append(self, f"erased_{one}")
        self.env["stakeholder.trail.seal"]._seal(self, "erase")

    def _erase_identity(self):
        self._drop_drafts({self._name: self.ids})
        # sudo: identities have no access of their own
        identities = self.sudo().identity_ids
        identities.write({"name": False, "contact": False, "email": False})
        self._drop_messages("stakeholder.complaint.identity", identities.ids)
        intakes = self._intakes()
        intakes.write({"raw": False, "content": False, "content_digest": False})
        self._drop_messages("stakeholder.intake", intakes.ids)

    def _erase_words(self):
        gone = self.env._("Erased")
        for name in OWN_WORDS:
            concerned = self.filtered(name)
            concerned._write_technical({name: gone})
        self._write_technical({"statement": gone})
        self.env.flush_all()
        for table, columns in WORDS:
            for column in columns:
                self.env.cr.execute(
                    SQL(
                        "UPDATE %s SET %s = %s WHERE complaint_id IN %s "
                        "AND %s IS NOT NULL",
                        SQL.identifier(table),
                        SQL.identifier(column),
                        gone,
                        tuple(self.ids),
                        SQL.identifier(column),
                    )
                )
        self.env.invalidate_all(flush=False)
        self._drop_messages(self._name, self.ids)
        self._drop_files(self._name, self.ids)
        self._drop_files("stakeholder.intake", self._intakes().ids)
        activities = self.env["mail.activity"].with_context(active_test=False)
        activities.search(
            [("res_model", "=", self._name), ("res_id", "in", self.ids)]
        ).write({"note": False, "feedback": False})

    def _intakes(self):
        # sudo: rows of the intake have no reader
        intakes = self.env["stakeholder.intake"].sudo()
        return intakes.search([("complaint_id", "in", self.ids)])

    @api.model
    def _drop_messages(self, model, ids):
        # sudo: erasing is the one thing that removes a note
        domain = [("model", "=", model), ("res_id", "in", ids)]
        messages = self.env["mail.message"].sudo().search(domain)
        # sudo: mails that wait or failed hold the words and the address
        mails = self.env["mail.mail"].sudo()
        mails.search([("mail_message_id", "in", messages.ids)]).unlink()
        mails._stakeholder_forget_records(model, ids)
        messages.exists().unlink()
        # sudo: what was to be said later is not said
        later = self.env["mail.scheduled.message"].sudo()
        later.search(domain).unlink()
        # What is still on its way to open windows; they read the records themselves.
        self.env.cr.execute("DELETE FROM bus_bus")

    @api.model
    def _drop_files(self, model, ids):
        # sudo: erasing is the one thing that removes a file
        files = self.env["ir.attachment"].sudo()
        files.search([("res_model", "=", model), ("res_id", "in", ids)]).unlink()
        self._sweep_files_after_commit()

    @api.model
    def _drop_drafts(self, places):
        """Windows somebody opened about these and did not finish.

        ``places``: {model: ids}. What has no words stays: it is the window at work.
        """
        for name, model in self.pool.items():
            if not (model._transient and name.startswith("stakeholder.")):
                continue
            fields_ = model._fields.values()
            if not any(one.type in ("char", "text") and one.store for one in fields_):
                continue
            ways = [
                Domain(one.name, "in", places[one.comodel_name])
                for one in fields_
                if one.store and one.type in WAYS and one.comodel_name in places
            ]
            if ways:
                # sudo: erasing is the one thing that closes the window of others
                self.env[name].sudo().search(Domain.OR(ways)).unlink()

    @api.model
    def _sweep_files_after_commit(self):
        """The bytes of what was dropped go at once; core sweeps them once a day."""
        after, registry = self.env.cr.postcommit, self.pool
        if after.data.setdefault("stakeholder_sweep", 0):
            return
        after.data["stakeholder_sweep"] = 1

        def sweep():
            with registry.cursor() as cr:
                files = api.Environment(cr, SUPERUSER_ID, {})["ir.attachment"]
                files._gc_file_store()

        after.add(sweep)


class StakeholderComplaintTrail(models.Model):
    _inherit = "stakeholder.complaint.trail"

    @api.model
    def _event_labels(self):
        return super()._event_labels() | {
            "erased_identity": self.env._("Name and contact erased"),
            "erased_words": self.env._("Words and files erased"),
        }
