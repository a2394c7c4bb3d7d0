from odoo import fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from .stakeholder_agreement import EXPIRING
from .stakeholder_agreement_next import CLOSURE

# With whom it was signed: another party or centre has an agreement of its own.
SIGNED_WITH = ("partner_id", "company_id")
AGREED_ON = ("execution", "evaluation", "follow_up")


class StakeholderAgreement(models.Model):
    """A signature is a fact that status, cycles and scorecards rest on (U1.1, U2.6).

    What is signed ends, early if need be, and stays on file. One that was entered by
    mistake is withdrawn, with a reason and its trace, as long as nothing rests on it;
    it can be corrected and signed then.
    """

    _inherit = "stakeholder.agreement"

    state = fields.Selection(
        selection_add=[("withdrawn", "Signature Withdrawn")],
        ondelete={"withdrawn": "set default"},
    )
    withdrawn_reason = fields.Char(
        "Why the Signature Is Withdrawn", tracking=True, copy=False
    )

    def write(self, vals):
        self._check_stays_signed(vals)
        return super().write(vals)

    def _check_stays_signed(self, vals):
        """Nobody, the superuser neither, undoes a signature by writing over it."""
        for agreement in self:
            state = vals.get("state", agreement.state)
            if state not in ("signed", agreement.state):
                raise UserError(
                    self.env._(
                        "%s: a signature is not set back by hand. End the agreement "
                        "early, or press “Withdraw Signature” if it was entered by "
                        "mistake.",
                        agreement.name,
                    )
                )
            if agreement.state == "signed" and any(
                name in vals and vals[name] != agreement[name].id
                for name in SIGNED_WITH
            ):
                raise UserError(
                    self.env._(
                        "%(agreement)s is signed with %(party)s and is not moved to "
                        "somebody else. Withdraw its signature first if it was entered "
                        "by mistake.",
                        agreement=agreement.name,
                        party=agreement.partner_id.name,
                    )
                )

    def action_sign(self):
        self._check_no_twin()
        result = super().action_sign()
        self.filtered("withdrawn_reason").write({"withdrawn_reason": False})
        return result

    def _check_no_twin(self):
        """The right one may be there since it was withdrawn: say which, and what to do.

        The keys refuse it as well, in fewer words.
        """
        withdrawn = self.filtered(lambda one: one.state == "withdrawn")
        if not withdrawn:
            return
        # sudo: what takes the place is told, whoever may read it
        others = self.sudo().search(
            Domain("company_id", "in", withdrawn.company_id.ids)
            & Domain("state", "!=", "withdrawn")
            & (
                Domain("partner_id", "in", withdrawn.partner_id.ids)
                | Domain("number", "in", withdrawn.filtered("number").mapped("number"))
            )
        )
        for agreement in withdrawn:
            if twin := others.filtered(agreement._is_twin_of)[:1]:
                raise UserError(
                    self.env._(
                        "%(agreement)s stays withdrawn: %(twin)s of %(party)s has the "
                        "same number, or the same project and first day. Correct this "
                        "one before it is signed again, or leave it as it is.",
                        agreement=agreement.name,
                        twin=" ".join(filter(None, (twin.number, twin.name))),
                        party=twin.partner_id.name,
                    )
                )

    def _is_twin_of(self, other):
        """Whether both cannot count beside each other, as the keys have it."""
        same = ("partner_id", "name", "date_start")
        return self.company_id == other.company_id and (
            bool(self.number and self.number == other.number)
            or all(self[name] == other[name] for name in same)
        )

    def action_withdraw(self):
        """It was entered by mistake: it counts no more, and stays on file."""
        self.check_access("write")
        for agreement in self:
            if agreement.state != "signed":
                raise UserError(self.env._("%s is not signed.", agreement.name))
            if not (agreement.withdrawn_reason or "").strip():
                raise UserError(
                    self.env._(
                        "%s: enter first why its signature is withdrawn.",
                        agreement.name,
                    )
                )
            if resting := agreement._resting():
                raise UserError(
                    self.env._(
                        "%(agreement)s: its signature stays, for %(records)s rest on "
                        "it. Correct its days, or end it early.",
                        agreement=agreement.name,
                        records=", ".join(resting),
                    )
                )
        self._write_withdrawn()

    def _write_withdrawn(self):  # pylint: disable=missing-return
        """The one way back from signed, past what refuses it to everybody."""
        vals = {"state": "withdrawn", "date_signed": False, "date_noticed": False}
        super().write(vals)  # pylint: disable=super-method-mismatch
        # sudo: reminders of it may be in the list of somebody else
        self.sudo().activity_unlink([EXPIRING, CLOSURE])
        # sudo: the ledger is the machine's; of one signed again it is said anew
        self.env["stakeholder.notice"].sudo().search(
            [("res_model", "=", self._name), ("res_id", "in", self.ids)]
        ).unlink()

    def _resting(self):
        """The names of what rests on the signature of this one."""
        # sudo: that a cycle was agreed on is asked; it has its own readers
        cycles = self.env["stakeholder.engagement"].sudo()
        found = cycles.search(
            Domain("agreement_id", "=", self.id)
            & (Domain("stage", "in", AGREED_ON) | Domain("state", "=", "completed"))
        )
        return found.mapped("name")
