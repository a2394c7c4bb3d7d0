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
        me = self.env.user
        for talk in self:
            is_open = talk.state == "draft"
            mine = talk.user_id in (me, me.browse())
            talk.may_edit = is_open and (mine or me in talk._origin._writers())

    @api.depends("kind", "user_id", "party_user_id", "head_user_id", "side_user_ids")
    def _compute_reader_ids(self):
        for talk in self:
            # sudo: columns of the record itself
            own = talk.sudo()
            readers = own.party_user_id | own.head_user_id | own.side_user_ids
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
        talks.filtered(lambda one: one.kind == "staff")._work_out_side()
        talks._keep_files()
        talks._ask_for_filing()
        talks._settle_activity()
        return talks

    def write(self, vals):
        if not self.env.su:
            self._check_may_write(vals.keys())
        names = set(vals)
        worked_out = names & (PEOPLE_FIELDS | PARTY_FIELDS | {"channel_id"})
        before = {talk: talk._filing_basis() for talk in self if worked_out}
        result = super().write(vals)
        if names & {"party_user_id", "head_user_id"}:
            self._pass_filing_to_readers()
        if worked_out:
            for talk, values in self._refresh(names).items():
                super(StakeholderCommunication, talk).write(values)
            self.filtered(
                lambda one: one.kind == "staff" or one.sudo().side_user_ids
            )._work_out_side()
            self._correct_filing(before)
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
            writers = talk._writers()
            if names & (OWN_FIELDS | {"user_id"}) or self.env.user not in writers:
                talk._check_may_finish(writers)
                raise AccessError(
                    self.env._(
                        "%(talk)s is edited by %(user)s, who wrote it.",
                        talk=talk.display_name,
                        user=talk.user_id.name,
                    )
                )

    @api.ondelete(at_uninstall=False)
    def _unlink_own_drafts(self):
        """A slip of the finger goes; what is on file or promised stays.

        What the machine asked for is no promise: it goes along.
        """
        for talk in self:
            if not self.env.su and talk.user_id != self.env.user:
                raise AccessError(
                    self.env._(
                        "%(talk)s is deleted by %(user)s, who wrote it.",
                        talk=talk.display_name,
                        user=talk.user_id.name,
                    )
                )
            if talk.state == "filed" or talk._promises():
                raise UserError(
                    self.env._(
                        "%s is on file or something was promised in it: it stays.",
                        talk.display_name,
                    )
                )
        self._filing_duties().unlink()

    def _settle_activity(self):
        """“Done and Record”: the activity is done once the record is there.

        Without a word: more people read what the activity hangs on than read the
        record (X6, I2).
        """
        activity_id = self.env.context.get("stakeholder_activity_id")
        if activity_id and self:
            activity = self.env["mail.activity"].browse(activity_id).exists()
            # The form stays open for the next one, with the same context.
            activity.filtered("active").action_feedback()

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
        """Promised in it is what its writer says, until it is signed (U3.3)."""
        self.check_access("read")
        if self.env.su:
            return
        if self.state == "filed":
            raise UserError(
                self.env._(
                    "%s is signed: nothing is promised in it any more. Write what came "
                    "up later under “Add to It”, and set an action of its own that "
                    "concerns the party.",
                    self.display_name,
                )
            )
        self._check_may_write({"action_ids"})
