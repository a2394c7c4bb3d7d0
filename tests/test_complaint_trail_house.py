from odoo.tests import tagged

from .common import MODULE, StakeholderCase


@tagged("post_install", "-at_install")
class TestComplaintTrailHouse(StakeholderCase):
    """Roles and the superuser are on record (C5.1)."""

    def _house(self):
        Trail = self.env["stakeholder.complaint.trail"]
        return Trail.search([("complaint_id", "=", 0)])

    # C5.1 P6: by whatever door
    def test_joining_a_role_is_on_the_trail_and_told(self):
        clerk, group = self.users["clerk"], f"{MODULE}.stakeholder_group_director"
        director_group = self.env.ref(group)
        known, mails = self._house(), self.env["mail.mail"].search([])
        clerk.group_ids += director_group
        rows = self._house() - known
        self.assertEqual(
            set(rows.mapped("event")),
            {"joined_role"},
        )
        self.assertEqual(len(rows), 4)  # worker, officer, supervisor, director
        [mail] = self.env["mail.mail"].search([]) - mails
        self.assertEqual(mail.email_to, self.users["director"].email_formatted)
        self.assertIn("t_clerk", mail.body_html)
        known = self._house()
        director_group.user_ids -= clerk
        self.assertEqual(len(self._house() - known), 4)
        self.assertFalse(self.env["stakeholder.complaint.trail"]._verify_house())

    def test_a_changed_trail_of_roles_is_found(self):
        Trail = self.env["stakeholder.complaint.trail"]
        self.assertFalse(Trail._verify_house())
        self.env["stakeholder.trail.seal"]._cron_seal()
        last = self._house()[-1:]
        self.env.flush_all()
        table = "stakeholder_complaint_trail"
        self.env.cr.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        self.env.cr.execute(f"DELETE FROM {table} WHERE id = %s", [last.id])
        self.env.cr.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
        self.env.invalidate_all()
        # whoever cuts the end can move the head too; the seal remembers
        previous = self._house()[-1:]
        self.env["ir.config_parameter"].set_param(
            f"{MODULE}.house_trail_head", f"{previous.seq} {previous.digest}"
        )
        self.assertTrue(Trail._verify_house())

    def test_who_reads_the_trail_of_the_house(self):
        for user in self.users:
            own = self.as_user(self._house().browse(), user)
            rows = own.has_access("read") and own.search([("complaint_id", "=", 0)])
            self.assertEqual(bool(rows), user in ("director", "council", "auditor"))
