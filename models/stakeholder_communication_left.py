from odoo import api, models
from odoo.exceptions import AccessError
from odoo.fields import Domain

from .stakeholder_communication_filing import FILING_ACTION


class StakeholderCommunication(models.Model):
    """What somebody who has left did not finish, others write and sign (U3.3, I1).

    Who wrote it stays written; their duty to file it goes over.
    """

    _inherit = "stakeholder.communication"

    def _signers(self):
        """With a unit the person in charge as well, once the writer has left."""
        signers = super()._signers()
        if self.kind == "party" and self._writer_has_left():
            signers |= self._directors()
        return signers

    def _writers(self):
        """Whoever wrote it; after they left, whoever signs it."""
        # sudo: a column of the record itself
        writer = self.sudo().user_id
        return writer | self._signers() if self._writer_has_left() else writer

    def _writer_has_left(self):
        """Not whoever is at work: one's own records ask nothing more."""
        # sudo: that somebody has left is no secret
        writer = self.sudo().user_id
        return writer != self.env.user and writer.stakeholder_has_left

    def _directors(self):
        # sudo: the terms name the person in charge
        policies = self.env["stakeholder.policy"].sudo()
        return policies._current(self.company_id or self.env.company)._directors()

    def _check_may_finish(self, users):
        """Refuse whoever is not among ``users``, where the writer has left."""
        if self.env.user in users or not self._writer_has_left():
            return
        raise AccessError(
            self.env._(
                "%(talk)s: %(user)s, who wrote it, has left. It is completed and "
                "signed by whoever is responsible, by the head of the department or, "
                "with a unit, by the person in charge.",
                talk=self.display_name,
                user=self.user_id.name,
            )
        )

    # ------------------------------------------------------------
    # THE DUTY GOES OVER
    # ------------------------------------------------------------

    def _filing_owner(self):
        """Whose duty it is to get it on file: the first of them who is still here."""
        # sudo: columns of the record itself
        own = self.sudo()
        people = own.user_id | own.party_user_id | own.head_user_id | own._directors()
        return people.filtered(lambda one: one.active and not one.stakeholder_has_left)[
            :1
        ]

    def _pass_filing_on(self):
        """Open duties to whom they belong today; back, too, to a writer who returns."""
        duties = self._filing_duties()
        for duty in duties.filtered(lambda one: one.state == "open"):
            owner = duty.communication_id._filing_owner()
            if owner and owner != duty.user_id:
                duty.write({"user_id": owner.id, "author_id": owner.id})

    def _pass_filing_to_readers(self):
        """Others are responsible: what a writer who left had to file goes to them."""
        duties = self._filing_duties().filtered(lambda one: one.state == "open")
        talks = duties.communication_id
        talks.filtered(lambda one: one._writer_has_left())._pass_filing_on()

    @api.model
    def _owed_by_who_left(self):
        """The open duties that are still theirs; few are open."""
        duties = self._duties_open()
        left = duties.user_id.filtered("stakeholder_has_left")
        return duties.filtered(lambda one: one.user_id in left)

    @api.model
    def _duties_open(self, domain=Domain.TRUE):
        """Open duties to file a record or sign a month in ``domain`` (of actions)."""
        # sudo: whoever left is asked of all of them
        return (
            self.env["stakeholder.action"]
            .sudo()
            .search(
                Domain("kind", "=", FILING_ACTION)
                & Domain("state", "=", "open")
                & domain
            )
        )

    @api.model
    def _follow_leaving(self, users):
        """Somebody of ``users`` has left, or came back."""
        duties = self._duties_open(
            Domain("user_id", "in", users.ids)
            | Domain("communication_id.user_id", "in", users.ids)
            | Domain("sheet_id.party_user_id", "in", users.ids)
        )
        duties.communication_id._pass_filing_on()
        duties.sheet_id._pass_filing_on()
