from odoo import api, models
from odoo.exceptions import AccessError, UserError

from ..tools.typed import without_defaults
from .stakeholder_communication import OWN_FIELDS
from .stakeholder_communication_people import PARTY_FIELDS, PEOPLE_FIELDS


class StakeholderCommunication(models.Model):
    """Who writes and who reads; closed is closed (I2, X6)."""

    _inherit = "stakeholder.communication"

    @api.depends_context("uid")
    def _compute_may_edit(self):
        for talk in self:
            writer = talk.user_id or self.env.user
            talk.may_edit = talk.state == "draft" and writer == self.env.user

    @api.depends("kind", "user_id", "party_user_id", "head_user_id")
    def _compute_reader_ids(self):
        for talk in self:
            # sudo: columns of the record itself
            own = talk.sudo()
            readers = own.party_user_id | own.head_user_id
            # Whoever has left the case of a recipient keeps nothing of it (X6).
            talk.reader_ids = (
                readers if own.kind == "recipient" else readers | own.user_id
            )

    @api.depends("user_id")
    def _compute_denied_ids(self):
        """Nobody is shut out here: the rules grant to few, they deny to none."""
        self.denied_ids = False

    # ------------------------------------------------------------
    # CREATE AND WRITE
    # ------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        own = self
        if not self.env.su:
            own = without_defaults(self, OWN_FIELDS)
            # Whoever writes it signs for it; the rest is worked out.
            vals_list = [
                {name: value for name, value in vals.items() if name not in OWN_FIELDS}
                | {"user_id": self.env.uid}
                for vals in vals_list
            ]
        talks = super(StakeholderCommunication, own).create(own._complete(vals_list))
        talks._keep_files()
        talks._ask_for_filing()
        talks._settle_activity()
        return talks

    def write(self, vals):
        if not self.env.su:
            self._check_may_write(vals.keys())
        names = set(vals)
        moved = self.filtered(lambda one: one.channel_id.id != vals.get("channel_id"))
        result = super().write(vals)
        if names & (PEOPLE_FIELDS | PARTY_FIELDS | {"channel_id"}):
            for talk, values in self._refresh(names).items():
                super(StakeholderCommunication, talk).write(values)
        if "channel_id" in names and moved:
            moved._drop_filing()
            moved._ask_for_filing()
        if "attachment_ids" in names:
            self._keep_files()
        return result

    def _check_may_write(self, names):
        for talk in self:
            if talk.state == "filed":
                raise UserError(
                    self.env._(
                        "%s is signed and on file. Press “Add to It” for what came up "
                        "later.",
                        talk.display_name,
                    )
                )
            if talk.user_id != self.env.user or names & (OWN_FIELDS | {"user_id"}):
                raise AccessError(
                    self.env._(
                        "%(talk)s is edited by %(user)s, who wrote it.",
                        talk=talk.display_name,
                        user=talk.user_id.name,
                    )
                )

    @api.ondelete(at_uninstall=False)
    def _unlink_own_drafts(self):
        """A slip of the finger goes; what is on file or promised stays."""
        for talk in self:
            # sudo: actions one may not read count as well
            if talk.state == "filed" or talk.sudo().action_ids:
                raise UserError(
                    self.env._(
                        "%s is on file or something was promised in it: it stays.",
                        talk.display_name,
                    )
                )
            if not self.env.su and talk.user_id != self.env.user:
                talk._check_may_write(set())

    def _settle_activity(self):
        """“Done and Record”: the activity is done once the record is there."""
        activity_id = self.env.context.get("stakeholder_activity_id")
        if activity_id and self:
            activity = self.env["mail.activity"].browse(activity_id).exists()
            activity.action_feedback(feedback=self[0].summary)

    def _keep_files(self):
        """Whoever reads the record opens its files, nobody else."""
        for talk in self.filtered("attachment_ids"):
            # sudo: those just uploaded by the writer hang nowhere yet
            loose = talk.sudo().attachment_ids.filtered(
                lambda one: (
                    not one.res_id
                    and one.create_uid == self.env.user
                    and one.res_model in (False, self._name)
                )
            )
            loose.write({"res_model": self._name, "res_id": talk.id})

    # ------------------------------------------------------------
    # ACTIONS THAT COME OUT OF IT
    # ------------------------------------------------------------

    def _action_readers(self):
        """Who reads what was promised: readers here, with units the management too."""
        readers = self.reader_ids
        if self.kind == "party":
            # sudo: the terms name the person in charge
            policies = self.env["stakeholder.policy"].sudo()
            readers |= policies._current(self.company_id)._directors()
        return readers

    def _action_added(self, action):
        """An action comes out of what one may read."""
        self.check_access("read")
