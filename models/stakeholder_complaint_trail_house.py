from odoo import api, models

from .stakeholder_complaint_trail import AUDITOR_GROUP, FIRST_HASH
from .stakeholder_trail_seal import HOUSE_SEAL

# The chain of what concerns every case: no complaint has this id.
HOUSE = 0
HEAD = "stakeholder_relations.house_trail_head"
READERS = (
    "stakeholder_relations.stakeholder_group_director",
    "stakeholder_relations.stakeholder_group_council",
    AUDITOR_GROUP,
)


class StakeholderComplaintTrail(models.Model):
    """What concerns every case: who joined a role, who stood in, who became superuser.

    Its head lies in a system parameter; two sessions that append at once meet there.
    """

    _inherit = "stakeholder.complaint.trail"

    @api.model
    def _append_house(self, event, data):
        # sudo: whoever does it leaves a row, whatever they may read
        parameter = self.env["ir.config_parameter"].sudo()
        seq, head = self._house_head()
        vals = {
            "complaint_id": HOUSE,
            "seq": seq + 1,
            "event": event,
            **self._who_and_when(data),
            "previous": head,
        }
        row = {**vals, "digest": self._digest_of(vals)}
        parameter.set_param(HEAD, f"{row['seq']} {row['digest']}")
        self.env.flush_all()
        self.env.cr.execute_values(
            f"INSERT INTO {self._table} ({', '.join(row)}) VALUES %s",
            [tuple(row.values())],
        )

    @api.model
    def _house_head(self):
        # sudo: the head is no secret and no setting
        text = self.env["ir.config_parameter"].sudo().get_param(HEAD)
        seq, head = (text or f"0 {FIRST_HASH}").split(" ")
        return int(seq), head

    @api.model
    def _reads_house(self):
        return any(self.env.user.has_group(group) for group in READERS)

    @api.model
    def _verify_house(self):
        """What is wrong with the chain of the house: a list of sentences."""
        # sudo: the check looks at every row; the caller has shown that it may
        chain = self.sudo().search([("complaint_id", "=", HOUSE)])
        previous = FIRST_HASH
        for number, row in enumerate(chain, start=1):
            sound = row.seq == number and row.previous == previous
            if not sound or row.digest != self._digest_of(row):
                return [self._house_problem(number)]
            previous = row.digest
        if self._house_head() != (len(chain), previous):
            return [self._house_problem(len(chain) + 1)]
        digests = {0: FIRST_HASH} | {row.seq: row.digest for row in chain}
        # sudo: seals have no access of their own
        seals = self.env["stakeholder.trail.seal"].sudo()._heads([HOUSE_SEAL])
        return [
            self._house_problem(seq)
            for seq, head in seals[HOUSE_SEAL]
            if digests.get(seq) != head
        ]

    @api.model
    def _house_problem(self, seq):
        return self.env._(
            "Trail of roles: entry %s is missing or was changed.",
            seq,
        )

    @api.model
    def _event_labels(self):
        return super()._event_labels() | {
            "joined_role": self.env._("Joined a role"),
            "left_role": self.env._("Left a role"),
            "delegated": self.env._("Delegated to a deputy"),
            "became_superuser": self.env._("Became the superuser"),
        }
