from collections import defaultdict
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from .stakeholder_complaint_trail import FIRST_HASH, digest, install_append_only

# A seal counts as settled when every transaction that could have made it has ended.
SETTLED = timedelta(hours=1)
HOUSE_SEAL = -1


class StakeholderTrailSeal(models.Model):
    """The heads of the chains as they were at a moment, so that a cut shows.

    Sealed daily and at close and print. The row of a day (``complaint_id`` 0) seals
    all seals before it, so that these cannot be thinned out either.
    """

    _name = "stakeholder.trail.seal"
    _description = "Seal on the Trails"
    _order = "id"
    _rec_name = "reason"
    _log_access = False

    complaint_id = fields.Integer(required=True, readonly=True)
    head_seq = fields.Integer(required=True, readonly=True)
    head_digest = fields.Char(required=True, readonly=True)
    reason = fields.Char(required=True, readonly=True)
    at = fields.Datetime(required=True, readonly=True)

    _complaint_idx = models.Index("(complaint_id, head_seq)")

    def init(self):
        install_append_only(self.env.cr, self._table)

    def write(self, vals):  # pylint: disable=method-required-super
        raise UserError(self.env._("A seal cannot be changed."))

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("A seal cannot be deleted."))

    @api.model
    def _seal(self, complaints, reason):
        # sudo: nobody may create seals but this method
        self.sudo().create(
            [
                {
                    "complaint_id": complaint.id,
                    "head_seq": complaint.trail_seq,
                    "head_digest": complaint.trail_head or FIRST_HASH,
                    "reason": reason,
                    "at": fields.Datetime.now(),
                }
                for complaint in complaints.sudo()
            ]
        )

    @api.model
    def _cron_seal(self):
        """Seal the chains that moved, then all settled seals together."""
        last = self._days()[-1:]
        self._seal(self._moved_since(last.at), "day")
        self._seal_house()
        cutoff = fields.Datetime.now() - SETTLED
        seals = self._between(last.at, cutoff)
        if seals:
            self.create(
                {
                    "complaint_id": 0,
                    "head_seq": len(seals),
                    "head_digest": self._digest_of_day(last, seals),
                    "reason": "day",
                    "at": cutoff,
                }
            )

    @api.model
    def _seal_house(self):
        """The chain of the roles, under a number no complaint has."""
        seq, head = self.env["stakeholder.complaint.trail"]._house_head()
        self.create(
            {
                "complaint_id": HOUSE_SEAL,
                "head_seq": seq,
                "head_digest": head,
                "reason": "day",
                "at": fields.Datetime.now(),
            }
        )

    @api.model
    def _moved_since(self, moment):
        domain = Domain("at", ">=", moment) if moment else Domain.TRUE
        moved = self.env["stakeholder.complaint.trail"]._read_group(
            domain & Domain("complaint_id", "!=", 0), ["complaint_id"]
        )
        return self.env["stakeholder.complaint"].browse(id_ for (id_,) in moved)

    @api.model
    def _days(self):
        return self.search([("complaint_id", "=", 0)])

    @api.model
    def _between(self, start, end):
        """The seals of complaints with ``start`` <= at < ``end``."""
        domain = Domain("complaint_id", "!=", 0) & Domain("at", "<", end)
        return self.search(domain & Domain("at", ">=", start) if start else domain)

    @api.model
    def _digest_of_day(self, last, seals):
        rows = (
            f"{seal.id} {seal.complaint_id} {seal.head_seq} {seal.head_digest}"
            for seal in seals
        )
        return digest(last.head_digest or FIRST_HASH, *rows)

    @api.model
    def _heads(self, complaint_ids):
        """{complaint id: [(seq, digest) that was sealed]}."""
        heads = defaultdict(list)
        for seal in self.search([("complaint_id", "in", complaint_ids)]):
            heads[seal.complaint_id].append((seal.head_seq, seal.head_digest))
        return heads

    @api.model
    def _verify_days(self):
        """The dates of the days whose seals were changed or removed."""
        broken, last = [], self.browse()
        for day in self._days():
            seals = self._between(last.at, day.at)
            if day.head_digest != self._digest_of_day(last, seals):
                broken.append(fields.Date.to_string(day.at))
            last = day
        return broken
