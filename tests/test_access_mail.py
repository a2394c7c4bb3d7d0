import logging
from datetime import timedelta
from unittest.mock import patch

from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.mail.tools.discuss import Store

from .access_common import REFUSED, WORKED_ON, AccessCase

SECRET = "canary-open"
OURS = "odoo.addons.stakeholder_relations"
NOTICES = f"{OURS}.models.stakeholder_notice"


class MailCase(AccessCase):
    """An open case, and what people do with notes on it."""

    def setUp(self):
        super().setUp()
        self.case = self.cases["open"]

    def _post(self, text, by="officer", *mentioned):
        partners = self.env["res.partner"].union(
            *(self.actors[one].partner_id for one in mentioned)
        )
        return self.as_user(self.case, by).message_post(
            body=text, partner_ids=partners.ids, subtype_xmlid="mail.mt_comment"
        )

    def _reads(self, actor, records):
        own = self.as_user(records, actor)
        try:
            found = own.search([("id", "in", own.ids)])
            self.assertEqual(bool(found), bool(found.exists()))
            seen = bool(found)
        except REFUSED:
            seen = False
        try:
            own.read(["id"])
        except REFUSED:
            self.assertFalse(seen)
            return False
        return True

    def _team(self, *actors):
        ids = [self.actors[one].id for one in actors]
        self.edit(self.case, "director", team_ids=[Command.set(ids)])

    def _flush(self):
        self.env.flush_all()
        self.env.cr.flush()


@tagged("post_install", "-at_install")
class TestAccessMail(MailCase):
    """P1, channels 10 to 17: notes, tasks, files and what the browser is told."""

    # channel 10
    def test_notes_by_search_and_as_the_form_shows_them(self):
        def show(actor, state, case):
            domain = [("body", "ilike", self.canary(state))]
            found = self.search_as(actor, "mail.message", domain)
            return found.mapped("body")

        self.probe(show, states=WORKED_ON)

        def fetch(actor, state, case):
            case.check_access("read")
            messages = self.env["mail.message"].with_user(self.actors[actor])
            found = messages._message_fetch(domain=None, thread=case)["messages"]
            return Store().add(found).get_result()

        self.probe(fetch, states=WORKED_ON)

    # channel 11
    def test_what_was_changed_from_and_to(self):
        # what is made in the same transaction is not tracked
        self._flush()
        for state in WORKED_ON:
            action = self.cases[state].action_ids
            own = self.as_user(action, "officer")
            own.name = f"{self.canary(state)} in other words"
        self._flush()
        values = self.env["mail.tracking.value"].search(
            [("new_value_char", "ilike", "in other words")]
        )
        self.assertEqual(len(values), len(WORKED_ON))
        self.probe(
            lambda actor, state, case: self.search_as(
                actor, "mail.tracking.value", [("id", "in", values.ids)]
            ).mapped("new_value_char"),
            states=WORKED_ON,
            entitled=dict.fromkeys(WORKED_ON, set()),
        )

        def show(actor, state, case):
            domain = [("id", "in", values.mail_message_id.ids)]
            found = self.search_as(actor, "mail.message", domain)
            return Store().add(found).get_result()

        self.probe(show, states=WORKED_ON)

    # channel 13
    def test_who_was_notified(self):
        note = self._post(SECRET, "officer", "director")
        rows = note.sudo().notification_ids
        self.assertEqual(rows.res_partner_id, self.actors["director"].partner_id)
        self.assertTrue(self._reads("director", rows))
        for actor in self.actors.keys() - {"director", "officer", "deputy"}:
            with self.subTest(actor=actor):
                self.assertFalse(self._reads(actor, rows))

    # channel 14
    def test_activities(self):
        own = self.as_user(self.case, "officer")
        mine = own.activity_schedule(
            user_id=self.actors["officer"].id, summary=SECRET, note=SECRET
        )

        def show(actor, state, case):
            found = self.search_as(actor, "mail.activity", [("id", "=", mine.id)])
            groups = self.env["res.users"].with_user(self.actors[actor])
            shown = groups._get_activity_groups()
            data = self.env["mail.activity"].with_user(self.actors[actor])
            view = data.get_activity_data(case._name, [("id", "=", case.id)])
            return found.mapped("summary"), shown, view

        self.probe(show, states=("open",))

    # channel 16
    def test_what_the_browser_is_told(self):
        self.env["bus.bus"].search([]).unlink()
        self._post(SECRET, "officer", "director")
        self._flush()
        channels = {
            row.channel
            for row in self.env["bus.bus"].search([])
            if SECRET in row.message
        }
        self.assertTrue(channels)
        told = {
            actor
            for actor, user in self.actors.items()
            for channel in channels
            if f'"res.partner", {user.partner_id.id}]' in channel
        }
        self.assertLessEqual(told, {"officer", "director"}, channels)

    # channel 17
    def test_files(self):
        files = {
            state: self.as_user(self.env["ir.attachment"], "officer").create(
                {
                    "name": f"{self.canary(state)}.txt",
                    "raw": f"{self.canary(state)} inside".encode(),
                    "res_model": self.Complaint._name,
                    "res_id": self.cases[state].id,
                }
            )
            for state in WORKED_ON
        }

        def show(actor, state, case):
            domain = [("name", "ilike", self.canary(state))]
            found = self.search_as(actor, "ir.attachment", domain)
            inside = [("index_content", "ilike", self.canary(state))]
            found |= self.search_as(actor, "ir.attachment", inside)
            return found.mapped("name")

        self.probe(show, states=WORKED_ON)

        def raw(actor, state, case):
            return self.as_user(files[state], actor).raw

        self.probe(raw, states=WORKED_ON)

    def test_file_is_not_made_public(self):
        Attachment = self.as_user(self.env["ir.attachment"], "officer")
        values = {
            "name": "evidence.txt",
            "raw": b"x",
            "res_model": self.case._name,
            "res_id": self.case.id,
        }
        file = Attachment.create(values)
        for change in ({"public": True}, {"access_token": "guess"}):
            with self.assertRefused():
                self.as_user(file, "officer").write(change)
            with self.assertRefused():
                self.as_user(file.browse(), "officer").create({**values, **change})
        with self.assertRefused():
            self.as_user(file, "officer").generate_access_token()

    def test_scheduled_note_stays_with_the_case(self):
        self._team("worker")
        planned = self.as_user(self.env["mail.scheduled.message"], "worker").create(
            {
                "model": self.case._name,
                "res_id": self.case.id,
                "author_id": self.actors["worker"].partner_id.id,
                "body": SECRET,
                "scheduled_date": "2026-12-01 02:00:00",
            }
        )
        self.assertTrue(self._reads("officer", planned))
        for actor in ("supervisor", "employee", "accused", "system"):
            self.assertFalse(self._reads(actor, planned), actor)

    # channel 24: an error about a record says no word of it
    def test_refused_activity_does_not_name_the_action(self):
        action = self.case.action_ids
        for actor in ("worker", "colleague", "system"):
            shown = self._attempt(
                lambda a=actor: self.as_user(action, a).activity_schedule(
                    user_id=self.actors[a].id, summary="look"
                )
            )
            self.assertNotIn(SECRET, shown, actor)

    # channel 24: what is logged of a failure are ids
    def test_log_of_a_failed_reminder(self):
        def nobody(action, kind):
            return action.env["res.users"]

        self.at(self.local(2026, 12, 31))
        Action = type(self.env["stakeholder.action"])
        with (
            patch.object(Action, "_notice_users", nobody),
            self.assertLogs(NOTICES, logging.INFO) as logs,
        ):
            self.run_job()
        told = "\n".join(logs.output)
        self.assertIn("notices failed for stakeholder.action", told)
        self.assertIn(self.case.name, told)
        self.assertNotIn("canary", told)

    def test_log_of_handing_in_and_working(self):
        with self.assertLogs(OURS, logging.INFO) as logs:
            logging.getLogger(OURS).info("so that there is one")
            case = self.register("registrar", statement=SECRET)
            self.edit(case, "director", user_id=self.actors["officer"].id)
            self.as_user(case, "officer")._log_opening(SECRET)
            self.env.flush_all()
        self.assertNotIn(SECRET, "\n".join(logs.output))

    def test_log_of_a_refused_form(self):
        with self.assertLogs("odoo.sql_db", logging.INFO) as logs:
            for values in ({"way_in_id": 10**6}, {"place_id": 10**6}):
                try:
                    with self.env.cr.savepoint():
                        self.register("registrar", statement=SECRET, **values)
                        self.env.flush_all()
                except Exception:
                    self.env.invalidate_all()
        told = "\n".join(logs.output)
        self.assertIn("ForeignKeyViolation", told)
        self.assertNotIn(SECRET, told)

    # P11: who is told when nobody is reminded any more
    def test_watchdog(self):
        self.run_job()
        for hours, late in ((25, False), (27, True)):
            self.at(self.now + timedelta(hours=hours))
            for actor in ("director", "system", "officer", "employee"):
                day = self.env["stakeholder.day"].with_user(self.actors[actor])
                told = bool(day.get_day()["warning"])
                with self.subTest(hours=hours, actor=actor):
                    self.assertEqual(told, late and actor in ("director", "system"))
