from pathlib import Path

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.modules.migration import load_script
from odoo.tests import tagged

from .communication_common import CommunicationSecrecyCase

SCRIPT = "migrations/19.0.1.3.0/post-communication_head.py"
SIDES = "migrations/19.0.1.4.0/post-communication_side.py"


@tagged("post_install", "-at_install")
class TestCommunicationReaders(CommunicationSecrecyCase):
    """Readers follow the organisation; what a record says stays as it was."""

    def _talk_with(self, employee, user="second"):
        return self.record(
            user=user,
            channel=False,
            their_ids=[Command.set(employee.work_contact_id.ids)],
            topic_id=self.option("staff_topic", "performance").id,
        )

    # U3.3: the class goes, the record and those who read it do not
    def test_a_cleared_class_stops_nobody_at_work(self):
        talk = self.record()
        self.unit.stakeholder_class = False
        self.service.manager_id = self.employee("supervisor")
        self.assertEqual((talk.kind, talk.partner_id), ("party", self.unit))
        self.assertEqual(talk.head_user_id, self.users["supervisor"])
        self.unit.stakeholder_user_id = self.second
        self.assertEqual(talk.party_user_id, self.second)
        self.assertIn("second", self._readers(talk))
        # only typing asks for the class
        with self.assertRaisesRegex(UserError, "choose its class first"):
            self.record()

    # U3.3: the party is that of the record, even where another stands above it
    def test_who_is_responsible_above_reads_nothing_of_before(self):
        above = self._party("Bureau", stakeholder_user_id=self.second.id)
        talk = self.record()
        self.unit.write({"parent_id": above.id, "stakeholder_class": False})
        self.unit.stakeholder_user_id = self.users["supervisor"]
        self.assertEqual(talk.party_user_id, self.users["supervisor"])
        self.assertNotIn("second", self._readers(talk))

    # I2: whoever moved to another centre is no colleague here, and blocks nobody
    def test_a_move_to_another_centre_stops_nobody_at_work(self):
        talk = self._talk_with(self.worker_employee)
        company = self.env["res.company"].create({"name": "Second Centre"})
        self.worker_employee.write({"department_id": False, "company_id": company.id})
        self.worker_employee.work_contact_id.company_id = False
        self.worker_employee.parent_id = False
        self.worker_employee.user_id = False
        self.assertEqual(talk.kind, "staff")
        self.assertEqual(self._readers(talk), {"second"})

    # U3.3: a department its own: that in which it was written
    def test_the_head_is_that_of_the_department_it_was_written_in(self):
        talk = self.record()
        self.project.manager_id = self.employee("supervisor")
        self.worker_employee.department_id = self.project
        self.service.manager_id = self.employee("second")
        self.assertEqual(talk.department_id, self.service)
        self.assertEqual(talk.head_user_id, self.second)
        # an edit does not take it along either
        self.as_user(talk, "worker").write({"at": self.local(2026, 11, 23)})
        self.assertEqual(talk.department_id, self.service)
        self.assertEqual(talk.head_user_id, self.second)
        new = self.record(summary="From there")
        self.assertEqual(new.department_id, self.project)
        self.assertEqual(new.head_user_id, self.users["supervisor"])

    # a recognition follows in the same way
    def test_a_recognition_stays_in_its_department(self):
        own = self.env["stakeholder.recognition"].with_user(self.users["worker"])
        praise = own.create(
            {
                "name": "x",
                "partner_id": self.unit.id,
                "means_id": self.option("recognition", "pennant").id,
            }
        ).sudo()
        self.project.manager_id = self.employee("supervisor")
        self.worker_employee.department_id = self.project
        self.service.manager_id = self.employee("second")
        self.assertEqual(praise.head_user_id, self.second)

    # U3.3 I2: the post was there before the log-in
    def test_a_head_whose_log_in_comes_later_reads_what_was_before(self):
        head = self.env["hr.employee"].create({"name": "Head"})
        self.service.manager_id = head
        lead = self.env["hr.employee"].create({"name": "Lead"})
        officer = self.env["hr.employee"].search(
            [("user_id", "=", self.users["officer"].id)]
        )
        officer.parent_id = lead
        unit, staff = self.record(), self._talk_with(self.worker_employee)
        under = self._talk_with(officer)
        for talk in (unit, staff, under):
            self.assertFalse(talk.head_user_id)
        head.user_id = self.users["supervisor"]
        self.assertEqual(unit.head_user_id, self.users["supervisor"])
        self.assertEqual(staff.head_user_id, self.users["supervisor"])
        self.assertFalse(under.head_user_id)
        lead.user_id = self.users["director"]
        self.assertEqual(under.head_user_id, self.users["director"])
        self.assertIn("director", self._readers(under))

    # I2: somebody who has left heads nothing
    def test_a_head_who_leaves_reads_no_more(self):
        unit, staff = self.record(), self._talk_with(self.worker_employee)
        self.assertIn("boss", self._readers(staff))
        self.boss_employee.active = False
        self.assertFalse(unit.head_user_id | staff.head_user_id)
        self.assertNotIn("boss", self._readers(unit) | self._readers(staff))
        self.boss_employee.active = True
        self.assertIn("boss", self._readers(unit))

    # I2: whoever is employed again has the manager there is now
    def test_talks_follow_a_new_employment(self):
        talk = self._talk_with(self.worker_employee)
        contact = self.worker_employee.work_contact_id
        self.worker_employee.action_archive()
        again = self.env["hr.employee"].create(
            {
                "name": "Again",
                "work_contact_id": contact.id,
                "parent_id": self.employee("supervisor").id,
            }
        )
        self.assertEqual(again.work_contact_id, contact)
        self.assertEqual(talk.head_user_id, self.users["supervisor"])

    # U3.3: an update puts right what was entered before
    def test_an_update_puts_the_heads_right(self):
        talk, right = self.record(), self.record(summary="Right")
        staff = self._talk_with(self.worker_employee)
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE stakeholder_communication SET head_user_id = %s WHERE id = %s",
            [self.second.id, talk.id],
        )
        self.env.cr.execute(
            "UPDATE stakeholder_communication SET head_user_id = NULL WHERE id = %s",
            [staff.id],
        )
        self.env.invalidate_all()
        script = Path(__file__).resolve().parent.parent / SCRIPT
        load_script(str(script), "post-head").migrate(self.cr, "19.0.1.2.0")
        self.env.invalidate_all()
        for record in (talk, right, staff):
            self.assertEqual(record.head_user_id, self.boss)

    # I2: and enters both sides of the talks with staff of before
    def test_an_update_lets_both_sides_read(self):
        rule = self.env.ref(
            "stakeholder_relations.stakeholder_communication_rule_staff"
        )
        now = rule.domain_force
        talk = self._talk_with(self.worker_employee)
        self.env.cr.execute("DELETE FROM stakeholder_communication_side_rel")
        rule.domain_force = "[('kind', '=', 'staff'), ('party_user_id', '=', user.id)]"
        self.env.flush_all()
        self.env.invalidate_all()
        script = Path(__file__).resolve().parent.parent / SIDES
        load_script(str(script), "post-side").migrate(self.cr, "19.0.1.3.0")
        self.env.invalidate_all()
        self.assertEqual(talk.side_user_ids, self.second)
        self.assertEqual(rule.domain_force, now)
