from datetime import date

from odoo.exceptions import AccessError, UserError, ValidationError

from .common import CANARY, StakeholderCase


class TestAction(StakeholderCase):
    def _action(self, by="director", owner="worker", **values):
        own = self.env["stakeholder.action"].with_user(self.users[by])
        return own.create(
            {
                "name": f"Mend the door {CANARY}",
                "user_id": self.users[owner].id,
                "date_due": date(2026, 12, 4),
                **values,
            }
        )

    def _tasks(self, action):
        return action.sudo().activity_ids

    # C3.5
    def test_an_improvement_is_done_then_checked_by_somebody_else(self):
        action = self._action()
        self.assertEqual(action.checker_id, self.users["director"])
        self.assertEqual(action.date_check, date(2027, 3, 4))
        own = self.as_user(action, "worker")
        with self.assertRaisesRegex(UserError, "what was done"):
            own.action_done()
        own.result = "The door has a new lock."
        own.action_done()
        self.assertEqual(action.date_done, date(2026, 11, 24))
        with self.assertRaises(AccessError):
            self.as_user(action, "worker").action_worked()
        checker = self.as_user(action, "director")
        with self.assertRaisesRegex(UserError, "what the check showed"):
            checker.action_worked()
        checker.check_note = "No break-in since."
        checker.action_worked()
        self.assertEqual(action.check_result, "worked")
        with self.assertRaisesRegex(UserError, "once"):
            checker.action_failed()

    def test_one_that_did_not_work_proposes_the_next(self):
        action = self._action()
        own = self.as_user(action, "worker")
        own.result = "A sign was put up."
        own.action_done()
        checker = self.as_user(action, "director")
        checker.check_note = "Nobody reads the sign."
        proposed = checker.action_failed()
        self.assertEqual(proposed["context"]["default_name"], action.name)

    # C3.5
    def test_reminded_escalated_and_checked_once_each(self):
        action = self._action()
        self.run_job()
        self.assertFalse(self._tasks(action))
        for day, user, words in (
            (1, "worker", "due soon"),
            (4, "worker", "due today"),
            (5, "director", "late"),
        ):
            self.at(self.local(2026, 12, day))
            self.run_job()
            self.run_job()
            task = self._tasks(action)
            self.assertEqual(task.user_id, self.users[user])
            self.assertIn(words, task.summary)
        own = self.as_user(action, "worker")
        own.result = "Done at last."
        own.action_done()
        self.assertFalse(self._tasks(action))
        self.at(self.local(2027, 3, 4))
        self.run_job()
        self.assertEqual(self._tasks(action).user_id, self.users["director"])
        self.assertIn("whether it worked", self._tasks(action).summary)

    # X6: with whom, unless it is somebody the centre serves
    def test_a_mail_says_with_whom_an_action_is(self):
        Partner = self.env["res.partner"]
        unit = Partner.create({"name": "Bureau", "stakeholder_class": "unit"})
        person = Partner.create({"name": "Chan"})
        action = self._action().sudo()
        action.partner_id = unit
        self.assertEqual(action._notice_name(), f"Bureau · {action.name}")
        action.partner_id = person
        self.assertNotIn("Chan", action._notice_name())

    # X6: set by hand about somebody, hanging on nothing: no word of it by mail
    def test_words_about_a_person_stay_in_the_house(self):
        Partner = self.env["res.partner"]
        external = {"stakeholder_class": "external"}
        sponsor = Partner.create({"name": "Mr Sponsor", **external})
        office = Partner.create({"name": "Office", "is_company": True, **external})
        clerk = Partner.create({"name": "Mrs Lee"})
        for party, goes in ((sponsor, False), (clerk, False), (office, True)):
            action = self._action(partner_id=party.id, owner="officer")
            self.at(self.local(2026, 12, 4))
            self.run_job()
            mails = self.env["mail.mail"].search([], order="id desc", limit=5)
            told = "".join(mails.mapped("body_html"))
            with self.subTest(party=party.name):
                self.assertEqual(CANARY in told, goes)
                self.assertEqual(party.name in told, goes)
                self.assertEqual(f"No. {action.id}" in told, not goes)
            mails.unlink()

    def test_whoever_does_it_does_not_move_the_date(self):
        action = self._action()
        for values in (
            {"date_due": date(2027, 1, 1)},
            {"checker_id": self.users["worker"].id},
            {"state": "done"},
            {"author_id": self.users["worker"].id},
        ):
            with self.subTest(values), self.assertRaises(AccessError):
                self.as_user(action, "worker").write(values)
        with self.assertRaises(AccessError):
            self.as_user(action, "director").write({"state": "dropped"})

    def test_bad_input_is_named(self):
        with self.assertRaisesRegex(ValidationError, "Mend the door"):
            self._action(checker_id=self.users["worker"].id)
        with self.assertRaisesRegex(ValidationError, "later day"):
            self._action(date_check=date(2026, 12, 1))
        action = self._action()
        with self.assertRaisesRegex(UserError, "why it is dropped"):
            self.as_user(action, "director").action_drop()
        with self.assertRaisesRegex(UserError, "stays on record"):
            action.sudo().unlink()

    # C5.1
    def test_read_by_those_concerned_and_their_heads_alone(self):
        head = self.employee("supervisor")
        self.employee("worker", manager=head)
        action = self._action()
        readers = ("worker", "director", "supervisor")
        for role in self.users:
            found = self.as_user(action, role).search([("id", "=", action.id)])
            self.assertEqual(bool(found), role in readers, role)

    # C5.1
    def test_outsiders_get_nothing_by_any_way(self):
        action = self._action()
        action.sudo().message_post(body=CANARY)
        for role in ("clerk", "officer", "auditor", "admin"):
            own = self.as_user(action, role)
            Model = own.browse()
            self.assertFalse(Model.name_search(CANARY), role)
            self.assertFalse(Model._read_group([], ["name"]), role)
            own.env.user.sudo().group_ids += self.env.ref("base.group_allow_export")
            for read in (own.read, own.export_data):
                with self.assertRaises(AccessError):
                    read(["name"])
            messages = own.env["mail.message"].search([("body", "ilike", CANARY)])
            self.assertFalse(messages, role)
        seen = self.as_user(action, "worker")
        self.assertTrue(seen.name_search(CANARY))
        self.assertTrue(
            seen.env["mail.message"].search([("body", "ilike", CANARY)]),
        )

    # C5.4
    def test_what_follows_from_a_case_is_as_secret_as_the_case(self):
        complaint = self.assigned()
        self.name_respondents(complaint, "worker")
        with self.assertRaises(ValidationError):
            self._action(complaint_id=complaint.id)
        action = self._action(owner="supervisor", complaint_id=complaint.id)
        for role in ("director", "officer", "supervisor"):
            self.assertTrue(self.as_user(action, role).name, role)
        complaint.withheld_ids = self.partner("supervisor")
        with self.assertRaises(AccessError):
            self.as_user(action, "supervisor").read(["name"])
        self.assertIn("action_set", complaint.trail_ids.mapped("event"))

    def test_nobody_hangs_an_action_on_a_case_they_may_not_read(self):
        complaint = self.register()
        with self.assertRaises(AccessError):
            self._action(by="officer", complaint_id=complaint.id)

    def test_a_new_head_reads_what_their_people_have_to_do(self):
        action = self._action()
        worker = self.employee("worker")
        worker.parent_id = self.employee("officer")
        self.assertTrue(self.as_user(action, "officer").name)

    # C3.5: none is born done or checked, or in another's name
    def test_the_course_is_not_typed_in(self):
        director = self.users["director"]
        given = {
            "state": "done",
            "check_result": "worked",
            "date_checked": "2026-11-20",
            "author_id": director.id,
            "done_by_id": director.id,
        }
        context = {f"default_{name}": value for name, value in given.items()}
        own = self.env["stakeholder.action"].with_user(self.users["worker"])
        values = {
            "name": "x",
            "user_id": self.users["worker"].id,
            "date_due": date(2026, 12, 4),
        }
        for action in (
            own.create({**values, **given}),
            own.with_context(**context).create(values),
        ):
            self.assertEqual(action.state, "open")
            self.assertEqual(action.author_id, self.users["worker"])
            self.assertFalse(
                action.check_result or action.date_checked or action.done_by_id
            )

    # C3.5: whoever did it does not find that it worked
    def test_nobody_checks_what_they_did_themselves(self):
        action = self._action()
        checker = self.as_user(action, "director")
        checker.result = "Done in passing."
        checker.action_done()
        checker.check_note = "Looks good."
        with self.assertRaisesRegex(AccessError, "is checked by"):
            checker.action_worked()
        self.assertFalse(action.check_result)

    # U3.3: what has to be filed is asked for by the record alone
    def test_nobody_sets_what_the_record_asks_for(self):
        with self.assertRaisesRegex(UserError, "set by the record itself"):
            self._action(kind="filing")
        action = self._action()
        with self.assertRaisesRegex(UserError, "set by the record itself"):
            self.as_user(action, "director").kind = "filing"

    def test_what_cannot_be_changed_is_named_in_words(self):
        action = self._action()
        with self.assertRaisesRegex(AccessError, "Do Until"):
            self.as_user(action, "worker").date_due = date(2027, 1, 1)
