from collections import defaultdict

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

KINDS = [
    ("party", "Unit or Stakeholder"),
    ("recipient", "Service Recipient"),
    ("staff", "Member of Staff"),
]
# Where a contact is more than one of them, the closer circle.
STRICTEST = ("recipient", "staff", "party")
# What decides who reads: nobody types these.
ACCESS_FIELDS = {"department_id", "party_user_id", "head_user_id"}


class StakeholderPartyMixin(models.AbstractModel):
    """What took place with a party, read by own columns: open and secret side by side.

    With a unit: whoever wrote it, is responsible for the unit, or heads the department.
    With a recipient: the case team there is, whoever wrote it (X6). With staff: the two
    and the manager (I2).
    """

    _name = "stakeholder.party.mixin"
    _description = "Trace of a Party"

    company_id = fields.Many2one(
        "res.company",
        "Centre",
        required=True,
        readonly=True,
        default=lambda self: self.env.company,
    )
    partner_id = fields.Many2one(
        "res.partner", "With", required=True, ondelete="restrict"
    )
    kind = fields.Selection(KINDS, "Whom It Is With", required=True, default="party")
    user_id = fields.Many2one(
        "res.users",
        "Written By",
        required=True,
        readonly=True,
        index=True,
        default=lambda self: self.env.user,
    )
    department_id = fields.Many2one("hr.department", readonly=True)
    party_user_id = fields.Many2one(
        "res.users", "Responsible", readonly=True, index="btree_not_null"
    )
    head_user_id = fields.Many2one(
        "res.users", "Reads as Head", readonly=True, index="btree_not_null"
    )

    # ------------------------------------------------------------
    # WHO IT IS WITH, AND WHO READS IT
    # ------------------------------------------------------------

    @api.model
    def _party_columns(self, rows):
        """The party, its kind and the readers of each row; a few queries for all.

        ``rows``: dicts of ``company_id``, ``partner_id``, ``user_id``, ``kind`` (or
        False to choose). Returns as many dicts of columns.
        """
        facts = {}
        for company_id in {row["company_id"] for row in rows}:
            own = [row for row in rows if row["company_id"] == company_id]
            facts[company_id] = self._party_facts(
                company_id,
                {row["partner_id"] for row in own},
                {row["user_id"] for row in own},
            )
        return [self._row_columns(row, facts[row["company_id"]]) for row in rows]

    @api.model
    def _party_facts(self, company_id, partner_ids, user_ids):
        # sudo: who may read is worked out for everybody, whoever writes
        env = self.sudo().env
        given = env["res.partner"].browse(partner_ids).with_company(company_id)
        parties = {one.id: self._party_of(one) for one in given}
        ids = list({one.id for one in parties.values()})
        own = Domain("company_id", "=", company_id)
        recipients = self._known_recipients(own & Domain("partner_id", "in", ids))
        everybody = env["hr.employee"].with_context(active_test=False)
        staff = everybody.search(
            Domain("company_id", "in", [company_id, False])
            & (
                Domain("work_contact_id", "in", ids)
                | Domain("user_id", "in", list(user_ids))
            ),
            order="active DESC, id",
        )
        return {
            "parties": parties,
            "recipients": recipients.grouped("partner_id"),
            "staff": staff.grouped("work_contact_id"),
            "writers": staff.grouped("user_id"),
        }

    @api.model
    def _known_recipients(self, domain):
        """Those the writer may know of: of others the answer is as of any contact (X6).

        A refusal or its absence would tell that somebody is a recipient.
        """
        Recipient = self.env["stakeholder.recipient"]
        if not Recipient.has_access("read"):
            return Recipient.sudo()
        # sudo: found by the writer's own rules; the team is copied from there
        return Recipient.search(domain).sudo()

    @api.model
    def _party_of(self, partner):
        """Somebody at a unit stands for the unit; an own class wins."""
        found = partner
        while found and not found.stakeholder_class:
            found = found.parent_id
        return found or partner

    @api.model
    def _row_columns(self, row, facts):
        party = facts["parties"][row["partner_id"]]
        recipient = facts["recipients"].get(party)
        employee = facts["staff"].get(party)
        kind = self._kind_of(party, recipient, employee, row["kind"])
        writer = self.env["res.users"].browse(row["user_id"])
        wrote = facts["writers"].get(writer, self.env["hr.employee"].sudo())[:1]
        readers = {
            "party": lambda: (
                party.stakeholder_user_id,
                wrote.department_id.manager_id.user_id,
            ),
            "recipient": lambda: (recipient[:1].user_id, recipient[:1].supervisor_id),
            "staff": lambda: (employee[:1].user_id, self._manager_of(employee[:1])),
        }[kind]()
        return {
            "partner_id": party.id,
            "kind": kind,
            "department_id": wrote.department_id.id,
            "party_user_id": readers[0].id,
            "head_user_id": readers[1].id,
        }

    @api.model
    def _manager_of(self, employee):
        heads = employee.parent_id or employee.department_id.manager_id - employee
        return heads.user_id

    @api.model
    def _kind_of(self, party, recipient, employee, wanted):
        """What was chosen where it is true, else what the contact is."""
        true = {
            "recipient": bool(recipient),
            "staff": bool(employee),
            "party": bool(party.stakeholder_class),
        }
        if wanted and true[wanted]:
            return wanted
        if party.stakeholder_class and party.is_company:
            return "party"
        for kind in STRICTEST:
            if true[kind]:
                return kind
        raise UserError(
            self.env._(
                "%s is no unit, stakeholder, recipient or member of staff. Open the "
                "contact and choose its class first.",
                party.display_name,
            )
        )

    # ------------------------------------------------------------
    # READERS FOLLOW
    # ------------------------------------------------------------

    @api.model
    def _follow_readers(self, domain):
        """Another is responsible, a manager changed: so do the readers."""
        for name in self._party_models():
            # sudo: readers follow whoever changed what they come from
            records = self.env[name].sudo().search(domain)
            changed = defaultdict(records.browse)
            columns = records._party_columns(records._party_rows())
            for record, values in zip(records, columns, strict=True):
                key = (values["party_user_id"], values["head_user_id"])
                if key != (record.party_user_id.id, record.head_user_id.id):
                    changed[key] |= record
            for (party_user, head), stale in changed.items():
                stale.write({"party_user_id": party_user, "head_user_id": head})

    @api.model
    def _party_models(self):
        return [
            name
            for name in self.pool.descendants([self._name], "_inherit")
            if not self.pool[name]._abstract
        ]

    def _party_rows(self):
        return [
            {
                "company_id": record.company_id.id,
                "partner_id": record.partner_id.id,
                "user_id": record.user_id.id,
                "kind": record.kind,
            }
            for record in self
        ]
