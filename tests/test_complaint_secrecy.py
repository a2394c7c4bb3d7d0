from itertools import combinations

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from .common import CANARY, MODULE, ROLES, StakeholderCase

OUTSIDERS = ("clerk", "worker", "supervisor", "auditor", "admin", "council")
MACHINE_MODELS = (
    "stakeholder.complaint.identity",
    "stakeholder.trail.seal",
    "stakeholder.notice",
)


class SecrecyCase(StakeholderCase):
    """A case, and whether somebody sees it."""

    def setUp(self):
        super().setUp()
        self.complaint = self.assigned(statement=f"Secret {CANARY}", topic=CANARY)

    def _sees(self, user, complaint=None):
        complaints = self.as_user(self.Complaint, user)
        if not complaints.has_access("read"):
            return False
        return bool(complaints.search([("id", "=", (complaint or self.complaint).id)]))


@tagged("post_install", "-at_install")
class TestComplaintSecrecy(SecrecyCase):
    # C5.1: only those who need to know
    def test_case_team_and_person_in_charge_see_it(self):
        for user in ("officer", "director"):
            self.assertTrue(self._sees(user), user)
            self.assertIn(CANARY, self.as_user(self.complaint, user).statement)
        for user in OUTSIDERS:
            self.assertFalse(self._sees(user), user)
            with self.assertRaises(AccessError):
                self.as_user(self.complaint, user).read(["statement"])

    def test_who_joins_the_team_sees_it_and_who_leaves_no_longer(self):
        self.edit(self.complaint, "director", team_ids=self.users["worker"].ids)
        self.assertTrue(self._sees("worker"))
        self.edit(self.complaint, "director", team_ids=[Command.clear()])
        self.assertFalse(self._sees("worker"))
        self.edit(self.complaint, "director", user_id=self.users["worker"].id)
        self.assertFalse(self._sees("officer"))

    # P3: for nobody named, for one, for two
    def test_none_one_and_two_persons_complained_about(self):
        self.assertTrue(self._sees("officer") and self._sees("director"))
        complaint = self.register()
        self.name_respondents(complaint, "director")
        self.assertFalse(self._sees("director", complaint))
        self.assertTrue(self._sees("council", complaint))
        both = self.register()
        self.name_respondents(both, "supervisor", "director")
        for user in ("supervisor", "director"):
            self.assertFalse(self._sees(user, both), user)
        self.assertTrue(self._sees("council", both))
        other = self.register()
        self.name_respondents(other, "supervisor", "worker")
        self.assertTrue(self._sees("director", other))

    # P3: no combination of groups lets the accused in
    def test_no_group_lets_the_accused_in(self):
        self.name_respondents(self.complaint, "worker")
        groups = [
            self.env.ref(f"stakeholder_relations.stakeholder_group_{role}")
            for role in ROLES
            if role != "worker"
        ]
        for count in range(len(groups) + 1):
            for chosen in combinations(groups, count):
                ids = [group.id for group in chosen]
                base = self.env.ref("base.group_user").id
                self.users["worker"].group_ids = [Command.set([base, *ids])]
                self.assertFalse(self._sees("worker"), chosen)

    def test_those_the_accused_manages_are_shut_out(self):
        boss = self.employee("supervisor")
        middle = self.employee("worker", manager=boss)
        self.employee("auditor", manager=middle)
        self.name_respondents(self.complaint, "supervisor")
        denied = self.complaint.denied_ids
        self.assertEqual(
            denied,
            self.users["supervisor"] | self.users["worker"] | self.users["auditor"],
        )
        # and again when the organisation changes
        middle.parent_id = False
        self.assertEqual(self.complaint.denied_ids, self.users["supervisor"])
        department = self.env["hr.department"].create({"name": "Projects"})
        self.env["hr.department"].create({"name": "Sub", "parent_id": department.id})
        middle.department_id = department.child_ids
        department.manager_id = boss
        self.assertIn(self.users["worker"], self.complaint.denied_ids)
        middle.user_id = self.users["clerk"]
        self.assertIn(self.users["clerk"], self.complaint.denied_ids)
        self.assertNotIn(self.users["worker"], self.complaint.denied_ids)

    def test_a_log_in_made_later_is_shut_out_of_a_closed_one_too(self):
        partner = self.env["res.partner"].create({"name": "Nobody Yet"})
        named = {"respondent_ids": [Command.set(partner.ids)]}
        closed, opened = self.closed(**named), self.assigned(**named)
        version = opened.edit_version
        group = f"{MODULE}.stakeholder_group_director"
        user = self._user("late", group, partner_id=partner.id)
        for case in (closed, opened):
            self.assertIn(user, case.denied_ids)
            self.assertFalse(self.as_user(case, user).search([("id", "=", case.id)]))
        # nobody who has it open is told that somebody else changed it
        self.assertEqual(opened.edit_version, version)

    # C5.1
    def test_managers_in_a_ring_end(self):
        boss = self.employee("supervisor")
        below = self.employee("worker", manager=boss)
        self.name_respondents(self.complaint, "worker", "supervisor")
        self.env.cr.execute(
            "UPDATE hr_employee SET parent_id = %s WHERE id = %s", [below.id, boss.id]
        )
        self.env.invalidate_all()
        self.complaint._compute_denied_ids()
        self.assertIn(self.users["worker"], self.complaint.denied_ids)

    # C3.3: nobody named in it handles it
    def test_nobody_shut_out_handles_it(self):
        self.name_respondents(self.complaint, "worker")
        for values in (
            {"user_id": self.users["worker"].id},
            {"team_ids": [Command.link(self.users["worker"].id)]},
        ):
            with self.assertRaisesRegex(ValidationError, "may not handle it"):
                self.edit(self.complaint, "director", **values)

    # C5.4
    def test_not_to_be_disclosed_to(self):
        worker = self.partner("worker").ids
        self.edit(self.complaint, "director", team_ids=self.users["worker"].ids)
        with self.assertRaises(ValidationError):
            self.edit(self.complaint, "director", withheld_ids=worker)
        self.edit(self.complaint, "director", team_ids=[Command.clear()])
        self.edit(self.complaint, "director", withheld_ids=worker)
        self.assertIn(self.users["worker"], self.complaint.denied_ids)

    def test_models_of_the_machine_are_closed_to_everybody(self):
        for name in MACHINE_MODELS:
            for user in ("clerk", *ROLES):
                for operation in ("read", "write", "create", "unlink"):
                    model = self.as_user(self.env[name], user)
                    self.assertFalse(model.has_access(operation), (name, user))

    def test_what_one_types_in_a_wizard_nobody_else_reads(self):
        for name, author, values in (
            (
                "stakeholder.complaint.intake",
                "clerk",
                {
                    "way_in_id": self.way_in.id,
                    "party_class": "recipient",
                    "statement": CANARY,
                },
            ),
            (
                "stakeholder.complaint.letter",
                "officer",
                {"complaint_id": self.complaint.id, "kind": "answer", "text": CANARY},
            ),
        ):
            draft = self.as_user(self.env[name], author).create(values)
            self.assertTrue(draft.read())
            for user in ("director", "worker", "supervisor", "admin"):
                own = self.as_user(draft, user)
                self.assertFalse(own.has_access("read"), (name, user))
                if own.browse().has_access("read"):
                    self.assertFalse(own.search([]), (name, user))

    # ------------------------------------------------------------
    # CHANNELS: first shown to whoever may, then to whoever may not
    # ------------------------------------------------------------

    def test_identity_opens_with_a_reason_that_is_on_record(self):
        Wizard = self.env["stakeholder.complaint.identity.wizard"]
        values = {"complaint_id": self.complaint.id, "reason": "to call back"}
        wizard = self.as_user(Wizard, "officer").create({**values, "is_open": True})
        self.assertFalse(wizard.complainant_name)
        wizard.write({"is_open": True})
        self.assertFalse(wizard.complainant_name)
        wizard.action_open()
        self.assertIn(CANARY, wizard.complainant_name)
        self.assertEqual(
            self.complaint.trail_ids.sorted("seq")[-1].event, "identity_opened"
        )
        self.env.cr.execute("SELECT * FROM stakeholder_complaint_identity_wizard")
        self.assertNotIn(CANARY, str(self.env.cr.fetchall()))

    def test_identity_stays_closed_to_the_team_beyond_the_handler(self):
        self.edit(self.complaint, "director", team_ids=self.users["worker"].ids)
        wizard = self.as_user(
            self.env["stakeholder.complaint.identity.wizard"], "worker"
        ).create({"complaint_id": self.complaint.id, "reason": "curious"})
        with self.assertRaises(UserError):
            wizard.action_open()

    def test_notes_are_neither_rewritten_nor_removed(self):
        note = self.as_user(self.complaint, "officer").message_post(body="As it was.")
        for user in ("officer", "director"):
            with self.assertRaises(AccessError):
                self.as_user(note, user).write({"body": "As it never was."})
            with self.assertRaises(AccessError):
                self.as_user(note, user).unlink()

    # C4: a file is evidence
    def test_files_are_neither_changed_nor_removed(self):
        values = {"name": "a.txt", "raw": b"a", "res_model": self.complaint._name}
        own = self.as_user(self.env["ir.attachment"], "officer")
        file = own.create({**values, "res_id": self.complaint.id})
        for change in (file.unlink, lambda: file.write({"raw": b"b"})):
            with self.assertRaisesRegex(UserError, "stays on record"):
                change()
        with self.assertRaisesRegex(UserError, "stays on record"):
            file.write({"res_model": False, "res_id": False})

    # the chatter shows what others have to do on the case, and closes what is done
    def test_the_team_sees_each_other_s_tasks(self):
        director = self.as_user(self.complaint, "director")
        director.activity_schedule("mail.mail_activity_data_todo", summary="Call")
        own = self.as_user(self.complaint, "officer")
        self.assertTrue(own.activity_ids.filtered("summary").mapped("can_write"))

    def test_handler_before_reads_nothing_later(self):
        self.edit(self.complaint, "director", user_id=self.users["supervisor"].id)
        note = self.as_user(self.complaint, "supervisor").message_post(body=CANARY)
        found = self.as_user(note.browse(), "officer").search([("id", "=", note.id)])
        self.assertFalse(found)

    def test_auditor_reads_the_trail_but_not_of_a_case_about_them(self):
        rows = self.as_user(self.env["stakeholder.complaint.trail"], "auditor")
        domain = [("complaint_id", "=", self.complaint.id)]
        self.assertTrue(rows.search(domain))
        self.assertNotIn(CANARY, str(rows.search(domain).read()))
        self.name_respondents(self.complaint, "auditor")
        self.assertFalse(
            self.as_user(self.env["stakeholder.complaint.trail"], "auditor").search(
                domain
            )
        )


@tagged("post_install", "-at_install")
class TestComplaintSecrecyOverHttp(StakeholderCase, HttpCase):
    @mute_logger("odoo.http")
    def test_channel_print_and_files(self):
        complaint = self.assigned(statement=f"Secret {CANARY}")
        self.env.cr.flush()
        url = f"/report/html/stakeholder_relations.report_complaint/{complaint.id}"
        for login, sees in (("t_director", True), ("t_worker", False)):
            # the password of a test user is the log-in, doubled where too short
            self.authenticate(login, login)
            response = self.url_open(url)
            self.assertEqual(CANARY in response.text, sees, login)
            self.assertEqual(response.status_code, 200 if sees else 403)
