from collections import defaultdict

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from .stakeholder_option import PARTY_CLASSES

KINDS = [
    ("party", "Unit or Stakeholder"),
    ("recipient", "Service Recipient"),
    ("staff", "Member of Staff"),
]
# Where a contact is more than one of them, the closer circle.
STRICTEST = ("recipient", "staff", "party")
# What a record takes of the people and the party that it is with, and what core's rules
# of contacts ask of whoever is linked.
TOLD = (
    *("function", "is_company", "name", "parent_id", "stakeholder_class"),
    *("stakeholder_level", "stakeholder_tier", "stakeholder_user_id"),
    *("company_id", "partner_share"),
)
# What decides who reads: nobody types these.
ACCESS_FIELDS = {"department_id", "party_user_id", "head_user_id"}


class StakeholderPartyMixin(models.AbstractModel):
    """What took place with a party, read by own columns: open and secret side by side.

    With a unit: whoever wrote it, is responsible for the unit, or heads the department.
    With a recipient: the case team there is, whoever wrote it (X6). With staff: both
    sides and their managers (I2).
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
    party_class = fields.Selection(
        PARTY_CLASSES, "Class of Party", compute="_compute_party_class"
    )
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

    @api.depends("partner_id", "kind", "company_id")
    def _compute_party_class(self):
        """What the lists offer follows it."""
        for trace in self:
            own = trace.with_company(trace.company_id).partner_id
            found = own.stakeholder_class if trace.kind == "party" else trace.kind
            # On a form that is not saved nobody has told yet what kind it is.
            trace.party_class = found or (not trace.id and own.stakeholder_party_class)

    # ------------------------------------------------------------
    # WHO IT IS WITH, AND WHO READS IT
    # ------------------------------------------------------------

    @api.model
    def _party_columns(self, rows, parties=None):
        """The party, its kind and the readers of each row; a few queries for all.

        ``rows``: dicts of ``company_id``, ``partner_id``, ``user_id``, ``kind`` (or
        False to choose); ``parties``: what ``_parties_of`` says of them, where it is
        known. Returns as many dicts of columns.
        """
        parties, facts = parties or self._parties_of(rows), {}
        for company_id in {row["company_id"] for row in rows}:
            own = [row for row in rows if row["company_id"] == company_id]
            known = parties[company_id]
            ids = list({known[row["partner_id"]].id for row in own})
            users = {row["user_id"] for row in own}
            facts[company_id] = {
                "parties": known,
                **self._reader_facts(company_id, ids, users),
            }
        return [self._row_columns(row, facts[row["company_id"]]) for row in rows]

    @api.model
    def _parties_of(self, rows):
        """{company id: {partner id: its party}} of all who are named in ``rows``."""
        named = defaultdict(set)
        for row in rows:
            named[row["company_id"]].update(
                [row["partner_id"]], row.get("their_ids", ())
            )
        found = {}
        for company_id, ids in named.items():
            # sudo: who may read is worked out for everybody, whoever writes
            partners = self.sudo().env["res.partner"].with_company(company_id)
            people = partners.browse(ids)
            # Of wide rows what is asked for here alone.
            people.fetch(TOLD)
            people.parent_id.fetch(TOLD)
            found[company_id] = {one.id: self._party_of(one) for one in people}
        return found

    @api.model
    def _reader_facts(self, company_id, ids, user_ids=()):
        own = Domain("company_id", "=", company_id)
        recipients = self._known_recipients(own & Domain("partner_id", "in", ids))
        # sudo: who may read is worked out for everybody, whoever writes
        everybody = self.sudo().env["hr.employee"].with_context(active_test=False)
        staff = everybody.search(
            Domain("company_id", "in", [company_id, False])
            & (
                Domain("work_contact_id", "in", ids)
                | Domain("user_id", "in", list(user_ids))
            ),
            order="active DESC, id",
        )
        return {
            "recipients": recipients.grouped("partner_id"),
            "staff": staff.grouped("work_contact_id"),
            "writers": staff.grouped("user_id"),
            # Filled as they are asked for: many are written by few.
            "departments": {},
            "heads": {},
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
        department = self._written_in(row, facts)
        readers = self._readers_of(kind, party, department, facts)
        return {
            "partner_id": party.id,
            "kind": kind,
            "department_id": department.id,
            "party_user_id": readers[0].id,
            "head_user_id": readers[1].id,
        }

    @api.model
    def _written_in(self, row, facts):
        """The department it was written in, wherever the writer is today."""
        known, key = facts["departments"], (row["user_id"], row.get("department_id"))
        if key not in known:
            writer = self.env["res.users"].browse(row["user_id"])
            wrote = facts["writers"].get(writer, self.env["hr.employee"].sudo())[:1]
            stored = wrote.department_id.browse(row.get("department_id") or ())
            known[key] = stored or wrote.department_id
        return known[key]

    @api.model
    def _readers_of(self, kind, party, department, facts):
        """(whoever is responsible, whoever reads as head) of one of that kind."""
        if kind == "party":
            heads = facts["heads"]
            if department not in heads:
                heads[department] = self._log_in(department.manager_id)
            return party.stakeholder_user_id, heads[department]
        if kind == "recipient":
            nobody = self.env["stakeholder.recipient"]
            # sudo: the team is copied from there
            recipient = facts["recipients"].get(party, nobody)[:1].sudo()
            return recipient.user_id, recipient.supervisor_id
        employee = facts["staff"].get(party, self.env["hr.employee"])[:1].sudo()
        return employee.user_id, self._manager_of(employee)

    @api.model
    def _manager_of(self, employee):
        heads = employee.parent_id or employee.department_id.manager_id - employee
        return self._log_in(heads)

    @api.model
    def _log_in(self, employee):
        """Of somebody who still works here; the post may not be filled yet."""
        return employee.filtered("active").user_id

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
            self.env[name].sudo().search(domain)._refresh_readers()

    def _refresh_readers(self):
        """With whom it was and what they were then stays; who reads it is of today."""
        changed = defaultdict(self.browse)
        for company, records in self.grouped("company_id").items():
            records = records.with_company(company)
            facts = records._reader_facts(company.id, records.partner_id.ids)
            for record in records:
                readers = record._readers_of(
                    record.kind, record.partner_id, record.department_id, facts
                )
                if readers != (record.party_user_id, record.head_user_id):
                    changed[readers] |= record
        for (party_user, head), stale in changed.items():
            stale.write({"party_user_id": party_user.id, "head_user_id": head.id})

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
                "department_id": record.department_id.id,
            }
            for record in self
        ]
