from odoo.exceptions import AccessError
from odoo.tests import tagged

from .access_common import ACTORS, CASES, FULL, REFUSED, AccessCase

# What each may do to a record of a case: r(ead), w(rite), c(reate), u(nlink).
# Columns: complaint, identity, receipt, trail, step, round, action, delegation,
# notice, failure, seal. Whoever is not listed gets nothing anywhere.
COLUMNS = (
    "complaint",
    "identity",
    "receipt",
    "trail",
    "step",
    "round",
    "action",
    "notice",
    "failure",
    "seal",
)
HANDLER = "rw  -  -  r  rc r  rwc -  -  -"
DECIDER = "rw  -  -  r  rc r  rwc -  r  -"
DEPUTY_ = "rw  -  -  r  rc r  rwc -  -  -"
# of a case that has ended nothing is changed
ENDED__ = "r   -  -  r  r  r  rwc -  -  -"
ENDED_D = "r   -  -  r  r  r  rwc -  r  -"
OWNER__ = "-   -  r  -  -  -  -   -  -  -"
TRAIL__ = "-   -  -  r  -  -  -   -  -  -"
FAILURE = "-   -  -  -  -  -  -   -  r  -"
EVERYWHERE = {
    "registrar": OWNER__,
    "auditor": TRAIL__,
    "admin": FAILURE,
    "system": FAILURE,
    "director": FAILURE,
}
RUNNING = {
    **EVERYWHERE,
    "officer": HANDLER,
    "deputy": DEPUTY_,
    "director": DECIDER,
}
ENDED = {**EVERYWHERE, "officer": ENDED__, "director": ENDED_D}
MATRIX = {
    "open": RUNNING,
    "confidential": RUNNING,
    "accused": RUNNING,
    "about_head": {**EVERYWHERE, "officer": HANDLER, "council": HANDLER},
    "not_handled": {**EVERYWHERE, "director": ENDED_D},
    "closed": ENDED,
    "merged": ENDED,
    "reopened": RUNNING,
}
NOTHING = " ".join("-" * len(COLUMNS))


@tagged("post_install", "-at_install")
class TestAccessMatrix(AccessCase):
    """P1: fifteen actors, ten models, four operations, in each state of a case."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.cells = 0
        cls.records = {state: cls._records(case) for state, case in cls.cases.items()}

    @classmethod
    def _records(cls, case):
        def found(model, *domain, limit=1):
            return cls.env[model].search(list(domain), limit=limit)

        of_case = ("complaint_id", "=", case.id)
        here = [("res_model", "=", case._name), ("res_id", "=", case.id)]
        notice = {"res_model": case._name, "res_id": case.id}
        return {
            "complaint": case,
            "identity": found("stakeholder.complaint.identity", of_case),
            "receipt": found("stakeholder.complaint.receipt", of_case),
            "trail": found("stakeholder.complaint.trail", of_case),
            "step": found("stakeholder.complaint.step", of_case),
            "round": found("stakeholder.complaint.round", of_case),
            "action": found("stakeholder.action", of_case),
            "notice": found("stakeholder.notice", *here)
            or cls.env["stakeholder.notice"].create(
                {**notice, "kind": "response_due", "date": cls.now.date()}
            ),
            "failure": cls.env["stakeholder.notice.failure"].create(
                {**notice, "date_retry": cls.now}
            ),
            "seal": cls.env["stakeholder.trail.seal"].create(
                {
                    "complaint_id": case.id,
                    "head_seq": case.trail_seq,
                    "head_digest": case.trail_head,
                    "reason": "day",
                    "at": cls.now,
                }
            ),
        }

    def _expected(self, state, actor):
        row = MATRIX[state].get(actor, NOTHING).split()
        return dict(zip(COLUMNS, row, strict=True))

    def test_every_cell_is_as_published(self):
        for state in CASES:
            for actor in ACTORS:
                expected = self._expected(state, actor)
                found = {
                    name: self._operations(name, record, actor) if record else "?"
                    for name, record in self.records[state].items()
                }
                # the sealed one was never worked on
                expected |= {name: "?" for name in found if found[name] == "?"}
                with self.subTest(state=state, actor=actor):
                    self.assertEqual(found, expected)
        self.assertEqual(
            type(self).cells, len(CASES) * len(ACTORS) * 10 * 4 - self._never_made()
        )

    def _never_made(self):
        missing = sum(
            not record for state in CASES for record in self.records[state].values()
        )
        return missing * len(ACTORS) * 4

    def _operations(self, name, record, actor):
        attempts = {
            "r": lambda own: own.browse(record.ids).read(["id", *self._texts(own)]),
            "w": lambda own: own.write(self._change(name, own)),
            "c": lambda own: own.create(self._values(name, record)),
            "u": lambda own: own.unlink(),
        }
        done = ""
        for letter, attempt in attempts.items():
            type(self).cells += 1
            if self._succeeds(lambda a=attempt: a(self.as_user(record, actor))):
                done += letter
        finds = bool(self.search_as(actor, record._name, [("id", "=", record.id)]))
        self.assertEqual(finds, "r" in done, (name, actor, "found and read differ"))
        return done or "-"

    def _succeeds(self, attempt):
        try:
            with self.env.cr.savepoint() as savepoint:
                attempt()
                self.env.flush_all()
                savepoint.rollback()
        except REFUSED:
            self.env.invalidate_all()
            return False
        self.env.invalidate_all()
        return True

    def _texts(self, own):
        """The text fields that the reader may ask for at all."""
        return [
            name
            for name, field in own._fields.items()
            if field.type in ("char", "text") and own._has_field_access(field, "read")
        ]

    def _change(self, name, own):
        if name == "complaint":
            return {"lesson": "Changed.", "edit_version": own.edit_version}
        if name == "action":
            return {"result": "Changed."}
        if name == "step":
            return {"note": "Changed."}
        return {next(iter(self._values(name, own.sudo()))): False}

    def _values(self, name, record):
        """What somebody would type to add one to the case."""
        case = record.complaint_id if "complaint_id" in record._fields else record
        if name == "complaint":
            return self._own_complaint()
        if name == "action":
            return {"complaint_id": case.id, "name": "x", "date_due": self.now.date()}
        if name == "step":
            return {"complaint_id": case.id, "note": "Changed."}
        skipped = ("id", "create_uid", "create_date", "write_uid", "write_date")
        return {
            field: record._fields[field].convert_to_write(record[field], record)
            for field in record._fields
            if record._fields[field].store and field not in skipped
        }

    def _own_complaint(self):
        return {"statement": "x", "collection": "oral", "party_class": "recipient"}

    def test_nobody_creates_a_case_past_the_form(self):
        for actor in ACTORS:
            own = self.as_user(self.Complaint, actor)
            with self.subTest(actor=actor), self.assertRaises(AccessError):
                own.create(self._own_complaint())

    def test_the_matrix_is_not_empty(self):
        letters = "".join("".join(row.values()) for row in MATRIX.values())
        self.assertEqual({*"rwc"} - {*letters}, set())
        self.assertTrue(FULL or len(CASES) >= 3)
