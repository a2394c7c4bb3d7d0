from datetime import date
from pathlib import Path
from unittest.mock import patch

from psycopg2.errors import UniqueViolation

from odoo.exceptions import AccessError, ConcurrencyError, UserError
from odoo.fields import Command
from odoo.modules.migration import load_script
from odoo.tests import tagged

from .common import CANARY, MODULE
from .communication_common import CommunicationSecrecyCase

SCRIPT = "migrations/19.0.1.3.0/post-communication_sheet_rule.py"


@tagged("post_install", "-at_install")
class TestCommunicationSheetReview(CommunicationSecrecyCase):
    """Who reads the review of a month, and what becomes of one with nothing on it."""

    def setUp(self):
        super().setUp()
        self.elsewhere = self._user("elsewhere", f"{MODULE}.stakeholder_group_officer")
        self.users["elsewhere"] = self.elsewhere
        self.employee("elsewhere", department_id=self.project.id)
        self.Sheet = self.env["stakeholder.communication.sheet"]

    def _october(self, **values):
        return self.record(at=self.local(2026, 10, 12), **values)

    def _collect(self, user="worker"):
        action = self.as_user(self.Sheet, user).action_collect()
        return self.Sheet.search(action["domain"])

    def _tasks(self, **values):
        domain = [(name, "=", value) for name, value in values.items()]
        actions = self.env["stakeholder.action"]
        return actions.search([("kind", "=", "filing"), *domain])

    # U3.3: a department its own, management all
    def test_an_officer_reads_the_months_of_the_own_department(self):
        self._october()
        sheet = self._collect()
        self.as_user(sheet, "officer").note = f"Looks good {CANARY}"
        for user in ("worker", "officer", "supervisor", "director", "council"):
            self.assertEqual(self.as_user(sheet, user).note, f"Looks good {CANARY}")
        for user in ("elsewhere", "second"):
            own = self.as_user(sheet, user)
            self.assertFalse(own.search([]))
            self.assertFalse(own.search([("note", "ilike", CANARY)]))
            self.assertFalse(own._read_group([], ["note"]))
            for call in (
                lambda own=own: own.read(["note"]),
                lambda own=own: own.write({"note": "Overwritten"}),
                own.action_sign,
                own.unlink,
            ):
                with self.assertRaises(AccessError), self.cr.savepoint():
                    call()
            report = own.env["ir.actions.report"]
            with self.assertRaises(AccessError):
                report._render_qweb_html(
                    f"{MODULE}.report_communication_sheet", sheet.ids
                )
        # whoever has left the department reads its months no longer
        officer = self.users["officer"].employee_ids
        officer.active = False
        self.assertFalse(self.as_user(sheet, "officer")._filtered_access("read"))
        officer.active = True
        # the unit goes to somebody of theirs, and the months with it
        self.employee("second", department_id=self.project.id)
        self.unit.stakeholder_user_id = self.second
        self.assertTrue(self.as_user(sheet, "elsewhere").note)
        self.assertFalse(self.as_user(sheet, "officer")._filtered_access("read"))

    def test_an_update_brings_the_rule_to_an_existing_centre(self):
        rule = self.env.ref(f"{MODULE}.stakeholder_communication_sheet_rule_officer")
        new, groups = rule.domain_force, rule.groups
        council = self.env.ref(f"{MODULE}.stakeholder_group_council")
        rule.write({"domain_force": "[(1, '=', 1)]", "groups": groups | council})
        script = load_script(
            str(Path(__file__).resolve().parent.parent / SCRIPT), "post-rule"
        )
        script.migrate(self.cr, "19.0.1.2.0")
        self.assertEqual((rule.domain_force, rule.groups), (new, groups))
        rule.domain_force = "[('create_uid', '=', user.id)]"
        script.migrate(self.cr, "19.0.1.2.0")
        self.assertEqual(rule.domain_force, "[('create_uid', '=', user.id)]")

    # U3.3: its contacts were filed or deleted singly: it goes by itself
    def test_a_month_with_nothing_left_goes(self):
        talk, kept = self._october(), self._october(summary="Second")
        self.run_job()
        sheet = self._collect()
        task = self._tasks(sheet_id=sheet.id)
        self.assertEqual(task.state, "open")
        self.as_user(talk, "worker").action_file()
        self.run_job()
        self.assertTrue(sheet.exists())
        self.as_user(kept, "worker").unlink()
        self.run_job()
        self.assertFalse(sheet.exists())
        self.assertEqual(task.state, "dropped")
        # one that was made by hand for a month that is not over waits
        early = self.as_user(self.Sheet, "worker").create(
            {"partner_id": self.unit.id, "month": "2026-11-01"}
        )
        # and what was written in a review is not thrown away
        noted = self.as_user(self.Sheet, "worker").create(
            {"partner_id": self.unit.id, "month": "2026-09-01", "note": "Quiet."}
        )
        self.run_job()
        self.assertEqual((early | noted).exists(), early | noted)

    def test_whoever_made_it_takes_an_empty_one_away(self):
        talk = self._october()
        sheet = self._collect()
        self.run_job()
        own = self.as_user(sheet, "worker")
        with self.assertRaisesRegex(UserError, "wait to be signed"):
            own.unlink()
        self.as_user(talk, "worker").action_file()
        own = self.as_user(sheet, "worker")
        with self.assertRaisesRegex(UserError, "Delete it"):
            own.action_sign()
        for user in ("elsewhere", "council", "clerk"):
            with self.assertRaises(AccessError):
                self.as_user(sheet, user).unlink()
        self.as_user(sheet, "worker").unlink()
        self.assertFalse(sheet.exists())
        self.assertFalse(self._tasks(state="open"))
        signed = self._october()
        sheet = self._collect()
        self.as_user(sheet, "worker").action_sign()
        with self.assertRaisesRegex(UserError, "is signed and stays"):
            self.as_user(sheet, "worker").unlink()
        self.assertEqual(signed.sheet_id, sheet)

    # U3.3: of the centre of the sheet, whichever one is at work in
    def test_the_addendum_opens_from_another_centre(self):
        self._october()
        sheet = self._collect()
        self.as_user(sheet, "worker").action_sign()
        late = self._october(summary="Forgotten")
        company = self.env["res.company"].create({"name": "Second Centre"})
        self.users["worker"].company_ids = [Command.link(company.id)]
        both = [company.id, self.env.company.id]
        own = self.as_user(sheet, "worker").with_context(allowed_company_ids=both)
        self.assertEqual(own.env.company, company)
        addendum = self.Sheet.browse(own.action_open_addendum()["res_id"])
        self.assertEqual((addendum.addendum, addendum.line_ids), (1, late))
        self.assertEqual(addendum.company_id, sheet.company_id)
        self.as_user(addendum, "worker").action_sign()
        with self.assertRaisesRegex(UserError, "nothing waits"):
            self.as_user(sheet, "worker").action_open_addendum()

    # P10: one month that cannot be made stops no other, and is listed
    def test_one_bad_month_stops_no_other(self):
        units = [self._party(f"Unit {number}") for number in range(4)]
        for unit in units:
            person = self._person("Somebody", unit)
            self._october(their_ids=[Command.set(person.ids)])
        bad, duty = units[1], type(self.Sheet)._signing_duty

        def poisoned(sheet, today):
            if sheet.partner_id == bad:
                raise ValueError("poison")
            return duty(sheet, today)

        failures = self.env["stakeholder.notice.failure"]
        with patch.object(type(self.Sheet), "_signing_duty", poisoned):
            self.run_job()
            self.assertEqual(
                self._tasks().partner_id, self.env["res.partner"].union(*units) - bad
            )
            listed = failures.search([])
            self.assertEqual(
                (listed.res_model, listed.res_id, listed.count),
                ("res.partner", bad.id, 1),
            )
            # it waits for its turn, then is tried again
            self.run_job()
            self.assertEqual(listed.count, 1)
            self.at(self.local(2026, 11, 24, 12))
            self.run_job()
            self.assertEqual(listed.count, 2)
        self.at(self.local(2026, 11, 24, 18))
        self.run_job()
        self.assertFalse(failures.search([]))
        self.assertEqual(self._tasks(partner_id=bad.id).state, "open")

    # U3.3: two collect the same month: the second begins anew and finds it
    def test_a_month_made_by_somebody_else_is_no_error_of_the_key(self):
        self._october()

        def taken(sheets, vals_list):
            raise UniqueViolation("made by somebody else")

        own = self.as_user(self.Sheet, "worker")
        with (
            patch.object(type(self.Sheet), "create", taken),
            self.assertRaises(ConcurrencyError),
        ):
            own.action_collect()
        self.assertEqual(self._collect().month, date(2026, 10, 1))
