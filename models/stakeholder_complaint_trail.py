import hashlib
import json

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL

AUDITOR_GROUP = "stakeholder_relations.stakeholder_group_auditor"
FIRST_HASH = "0" * 64


def digest(*parts):
    """SHA-256 over the parts, one a line."""
    return hashlib.sha256("\n".join(map(str, parts)).encode()).hexdigest()


def canonical(data):
    """One JSON text for one content, whatever the order of its keys."""
    return json.dumps(data, sort_keys=True, ensure_ascii=False, default=str)


class StakeholderComplaintTrail(models.Model):
    """What happened to a complaint: a chain that can be added to and nothing else.

    Ids are plain integers and the actor's log-in is text, so that merging contacts,
    deleting users and erasing people never touch a row. Rows hold codes, dates, ids
    and digests, no personal text. Clauses C4 (records are kept, none disappears).
    """

    _name = "stakeholder.complaint.trail"
    _description = "Trail of a Complaint"
    _order = "complaint_id, seq"
    _rec_name = "event"
    _log_access = False

    complaint_id = fields.Integer("Complaint ID", required=True, readonly=True)
    number = fields.Char("Complaint", compute="_compute_number")
    seq = fields.Integer("No.", required=True, readonly=True)
    event = fields.Char("Event Code", required=True, readonly=True)
    event_label = fields.Char("Event", compute="_compute_event_label")
    at = fields.Datetime("When", required=True, readonly=True)
    actor_id = fields.Integer(required=True, readonly=True)
    actor_login = fields.Char("By", required=True, readonly=True)
    data = fields.Char("Details", required=True, readonly=True)
    previous = fields.Char(required=True, readonly=True)
    digest = fields.Char(required=True, readonly=True)

    _complaint_seq_uniq = models.UniqueIndex("(complaint_id, seq)")

    def init(self):
        """Refuse every change below the ORM too; safe to run on each update."""
        install_append_only(self.env.cr, self._table)

    @api.depends("complaint_id")
    def _compute_number(self):
        # sudo: the number is no secret to whoever reads the trail
        complaints = self.env["stakeholder.complaint"].sudo()
        for row in self:
            row.number = complaints.browse(row.complaint_id).name

    @api.depends("event")
    def _compute_event_label(self):
        labels = self._event_labels()
        for row in self:
            row.event_label = labels.get(row.event, row.event)

    # ------------------------------------------------------------
    # ACCESS: WHOEVER READS THE CASE, AND THE AUDITOR
    # ------------------------------------------------------------

    @api.model
    def _readable_complaints(self):
        """A query of the complaints whose trail the user may read."""
        Complaint = self.env["stakeholder.complaint"]
        if self.env.user.has_group(AUDITOR_GROUP):
            # sudo: the auditor has no access to complaints, but to their trail
            return Complaint.sudo()._search([("denied_ids", "not in", self.env.uid)])
        if Complaint.has_access("read"):
            return Complaint._search([])
        return Complaint.browse()._as_query()

    @api.model
    def _search(self, domain, *args, **kwargs):
        if not self.env.su and not kwargs.get("bypass_access"):
            readable = self._readable_complaints()
            own = Domain("complaint_id", "in", readable)
            if self._reads_house():
                own |= Domain("complaint_id", "=", 0)
            domain = Domain(domain) & own
        return super()._search(domain, *args, **kwargs)

    def _check_access(self, operation):
        if (result := super()._check_access(operation)) or self.env.su:
            return result
        if not any(self._ids):
            return None
        readable = self.browse(self._search([("id", "in", self.ids)]).get_result_ids())
        if forbidden := self - readable:
            return forbidden, lambda: self.env["ir.rule"]._make_access_error(
                operation, forbidden
            )
        return None

    # ------------------------------------------------------------
    # APPEND ONLY
    # ------------------------------------------------------------

    def write(self, vals):  # pylint: disable=method-required-super
        raise UserError(self.env._("The trail of a complaint cannot be changed."))

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("The trail of a complaint cannot be deleted."))

    @api.model
    def _append(self, complaints, event, data=None, by_id=None):
        """One row for each complaint, with ``data``, or its own part of ``by_id``.

        The head is kept on the complaint: two sessions that append at once collide on
        that row, and the second is tried again by the server.
        """
        # sudo: whoever takes a step leaves a row, whatever they may read
        complaints = complaints.sudo()
        rows = [
            self._link(one, event, by_id[one.id] if by_id else data or {})
            for one in complaints
        ]
        if rows:
            self._insert(rows)
        # The ORM does not follow an integer back to the list that shows it.
        complaints.invalidate_recordset(
            ["trail_ids", "trail_seq", "trail_head", "edit_version"], flush=False
        )

    @api.model
    def _insert(self, rows):
        """Past the ORM: heads are no change of a complaint, rows have no hooks.

        The heads first: that is the lock two sessions meet at.
        """
        columns = ", ".join(rows[0])
        self.env.cr.execute_values(
            "UPDATE stakeholder_complaint AS c "
            "SET trail_seq = v.seq, trail_head = v.digest "
            "FROM (VALUES %s) AS v(id, seq, digest) WHERE c.id = v.id",
            [(row["complaint_id"], row["seq"], row["digest"]) for row in rows],
            page_size=1000,
        )
        self.env.cr.execute_values(
            f"INSERT INTO stakeholder_complaint_trail ({columns}) VALUES %s",
            [tuple(row.values()) for row in rows],
            page_size=1000,
        )

    @api.model
    def _link(self, complaint, event, data):
        vals = {
            "complaint_id": complaint.id,
            "seq": complaint.trail_seq + 1,
            "event": event,
            **self._who_and_when(data),
            "previous": complaint.trail_head or FIRST_HASH,
        }
        return {**vals, "digest": self._digest_of(vals)}

    @api.model
    def _who_and_when(self, data):
        return {
            "at": fields.Datetime.now(),
            "actor_id": self.env.uid,
            "actor_login": self.env.user.sudo().login,
            "data": canonical(data),
        }

    @api.model
    def _digest_of(self, row):
        """The digest a row must have; ``row``: a record or its values."""
        names = (
            "complaint_id",
            "seq",
            "event",
            "at",
            "actor_id",
            "actor_login",
            "data",
            "previous",
        )
        return digest(*(row[name] for name in names))

    # ------------------------------------------------------------
    # VERIFICATION
    # ------------------------------------------------------------

    def action_verify(self):
        """Check the chains of all complaints the user may read the trail of."""
        self.browse().check_access("read")
        query = self._readable_complaints()
        complaints = self.env["stakeholder.complaint"].browse(query.get_result_ids())
        problems = self._verify(complaints) + self._verify_house()
        # sudo: seals have no access of their own; the caller reads the trail
        days = self.env["stakeholder.trail.seal"].sudo()._verify_days()
        problems += [self.env._("Seals of %s were changed.", day) for day in days]
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "danger" if problems else "success",
                "sticky": bool(problems),
                "title": self.env._("Check of the trail"),
                "message": "\n".join(problems)
                or self.env._("%s trails are complete and unchanged.", len(complaints)),
            },
        }

    @api.model
    def _verify(self, complaints):
        """What is wrong with the chains of ``complaints``: a list of sentences.

        Finds a changed, moved, added or removed row, and a cut before the last seal.
        """
        # sudo: the check looks at every row; the caller has shown that it may
        rows = self.sudo().search([("complaint_id", "in", complaints.ids)])
        chains = rows.grouped("complaint_id")
        seals = self.env["stakeholder.trail.seal"].sudo()._heads(complaints.ids)
        problems = []
        for complaint in complaints.sudo():
            chain = chains.get(complaint.id, self.browse())
            problems += self._verify_chain(complaint, chain)
            problems += self._verify_seals(complaint, chain, seals[complaint.id])
        return problems

    def _verify_chain(self, complaint, chain):
        previous = FIRST_HASH
        for number, row in enumerate(chain, start=1):
            sound = row.seq == number and row.previous == previous
            if not sound or row.digest != self._digest_of(row):
                return [self._problem(complaint, number)]
            previous = row.digest
        if (complaint.trail_head or FIRST_HASH) != previous:
            return [self._problem(complaint, len(chain) + 1)]
        return []

    def _verify_seals(self, complaint, chain, heads):
        digests = {row.seq: row.digest for row in chain}
        return [
            self._problem(complaint, seq)
            for seq, head in heads
            if digests.get(seq) != head
        ]

    def _problem(self, complaint, seq):
        return self.env._(
            "%(number)s: entry %(seq)s of the trail is missing or was changed.",
            number=complaint.display_name,
            seq=seq,
        )


def install_append_only(cr, table):
    """Make PostgreSQL refuse UPDATE, DELETE and TRUNCATE on ``table``."""
    cr.execute(
        """
        CREATE OR REPLACE FUNCTION stakeholder_append_only() RETURNS trigger AS $$
        BEGIN
            RAISE EXCEPTION '% can only be added to', TG_TABLE_NAME;
        END
        $$ LANGUAGE plpgsql
        """
    )
    for name, clause in (
        (
            "rows",
            SQL("BEFORE UPDATE OR DELETE ON %s FOR EACH ROW", SQL.identifier(table)),
        ),
        (
            "table",
            SQL("BEFORE TRUNCATE ON %s FOR EACH STATEMENT", SQL.identifier(table)),
        ),
    ):
        trigger = f"{table}_{name}_append_only"
        cr.execute("SELECT 1 FROM pg_trigger WHERE tgname = %s", [trigger])
        if not cr.fetchone():
            cr.execute(
                SQL(
                    "CREATE TRIGGER %s %s EXECUTE FUNCTION stakeholder_append_only()",
                    SQL.identifier(trigger),
                    clause,
                )
            )
