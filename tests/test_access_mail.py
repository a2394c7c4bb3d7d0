from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.mail.tools.discuss import Store

from .access_common import CASES, REFUSED, AccessCase

SECRET = "canary-open"


@tagged("post_install", "-at_install")
class TestAccessMail(AccessCase):
    """P1 (channels 10 to 17) and P2: nothing of a case reaches whoever may not read it.

    What may be read is asked at that moment: whoever leaves a case keeps nothing but
    what they wrote themselves.
    """

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

    # channel 10
    def test_notes_by_search_and_as_the_form_shows_them(self):
        def show(actor, state, case):
            domain = [("body", "ilike", self.canary(state))]
            found = self.search_as(actor, "mail.message", domain)
            return found.mapped("body")

        self.probe(show)

        def fetch(actor, state, case):
            case.check_access("read")
            messages = self.env["mail.message"].with_user(self.actors[actor])
            found = messages._message_fetch(domain=None, thread=case)["messages"]
            return Store().add(found).get_result()

        self.probe(fetch)

    # channel 11
    def test_what_was_changed_from_and_to(self):
        # what is made in the same transaction is not tracked
        self._flush()
        for state in CASES:
            action = self.cases[state].action_ids
            own = self.as_user(action, "officer")
            own.name = f"{self.canary(state)} in other words"
        self._flush()
        values = self.env["mail.tracking.value"].search(
            [("new_value_char", "ilike", "in other words")]
        )
        self.assertEqual(len(values), len(CASES))
        self.probe(
            lambda actor, state, case: self.search_as(
                actor, "mail.tracking.value", [("id", "in", values.ids)]
            ).mapped("new_value_char"),
            entitled=dict.fromkeys(CASES, set()),
        )

        def show(actor, state, case):
            domain = [("id", "in", values.mail_message_id.ids)]
            found = self.search_as(actor, "mail.message", domain)
            return Store().add(found).get_result()

        self.probe(show)

    # channel 12
    def test_nobody_follows(self):
        own = self.as_user(self.case, "officer")
        own.message_subscribe(self.actors["director"].partner_id.ids)
        self._post("seen", "officer", "director")
        followed = self.env["mail.followers"].search(
            [("res_model", "in", [self.case._name, "stakeholder.action"])]
        )
        self.assertFalse(followed)
        # the same steps make a follower elsewhere
        partner = self.env["res.partner"].create({"name": "Elsewhere"})
        partner.message_subscribe(self.actors["director"].partner_id.ids)
        self.assertTrue(partner.message_follower_ids)

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

    # P2: re-assigned, taken off the team: the task goes with the access
    def test_whoever_leaves_keeps_no_activity(self):
        self._team("worker")
        own = self.as_user(self.case, "officer")
        task = own.activity_schedule(
            user_id=self.actors["worker"].id, summary=SECRET, note=SECRET
        )
        self.assertTrue(self._reads("worker", task))
        self._team()
        self.assertFalse(task.exists() and self._reads("worker", task))
        shown = self.env["res.users"].with_user(self.actors["worker"])
        self.assertNotIn(self.case._name, str(shown._get_activity_groups()))

    # P2: who was mentioned while on the team keeps nothing but their own words
    def test_whoever_leaves_keeps_their_own_words_alone(self):
        self._team("worker")
        before = self._post(SECRET, "officer", "worker")
        own = self._post("mine", "worker")
        self.assertTrue(self._reads("worker", before))
        self._team()
        later = self._post(f"{SECRET} later")
        for note in (before, later):
            self.assertTrue(self._reads("officer", note))
            self.assertFalse(self._reads("worker", note))
        self.assertTrue(self._reads("worker", own))
        needaction = self.env["mail.message"].with_user(self.actors["worker"])
        self.assertFalse(needaction.search([("needaction", "=", True)]))

    # P2: the handler before, and whoever is named afterwards
    def test_reassigned_and_accused_afterwards(self):
        for actor in ("officer", "supervisor"):
            case = self.case
            self.edit(case, "director", user_id=self.actors[actor].id)
            note = self.as_user(case, "director").message_post(
                body=SECRET, partner_ids=self.actors[actor].partner_id.ids
            )
            self.assertTrue(self._reads(actor, note))
            self.edit(case, "director", user_id=self.actors["colleague"].id)
            self.assertFalse(self._reads(actor, note))
        deputy = self.actors["deputy"]
        note = self._post(SECRET, "director", "deputy")
        self.assertTrue(self._reads("deputy", note))
        self.edit(
            self.case,
            "director",
            respondent_ids=[Command.link(deputy.partner_id.id)],
        )
        self.assertFalse(self._reads("deputy", note))

    # P2: the deputy's days are over
    def test_deputy_keeps_nothing(self):
        note = self._post(SECRET, "director", "deputy")
        self.assertTrue(self._reads("deputy", note))
        self.delegation.with_user(self.actors["director"]).action_end()
        self.assertFalse(self._reads("deputy", note))

    # P2: mention, share by mail, later mail
    def test_nobody_shut_out_is_written_to(self):
        known = self.env["mail.mail"].search([])
        for actor in ("worker", "accused", "employee"):
            partner = self.actors[actor].partner_id
            for call in ("message_post", "message_notify"):
                with self.assertRefused():
                    getattr(self.as_user(self.case, "officer"), call)(
                        body=SECRET, partner_ids=partner.ids
                    )
        self.as_user(self.case, "officer").message_post(
            body=SECRET,
            subtype_xmlid="mail.mt_comment",
            outgoing_email_to="worker@centre.example",
        )
        self._flush()
        sent = self.env["mail.mail"].search([]) - known
        self.assertNotIn(SECRET, "".join(sent.mapped("body_html")))

    def test_no_mail_by_the_composer(self):
        known = self.env["mail.mail"].search([])
        partner = self.actors["worker"].partner_id
        for mode in ("comment", "mass_mail"):
            composer = self.as_user(self.env["mail.compose.message"], "officer")
            try:
                with self.env.cr.savepoint():
                    composer.create(
                        {
                            "composition_mode": mode,
                            "model": self.case._name,
                            "res_ids": str(self.case.ids),
                            "body": SECRET,
                            "subject": SECRET,
                            "partner_ids": [Command.set(partner.ids)],
                        }
                    )._action_send_mail()
            except REFUSED as error:
                self.assertRegex(str(error), "cannot be mentioned|one by one")
                continue
        sent = self.env["mail.mail"].search([]) - known
        self.assertFalse([one for one in sent if SECRET in (one.body_html or "")])
        domain = [("body", "ilike", SECRET), ("model", "=", False)]
        self.assertFalse(self.search_as("worker", "mail.message", domain))

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

    # channel 15, P2: by mail goes the number alone; the queue is no window either
    def test_outgoing_mail(self):
        known = self.env["mail.mail"].search([])
        letter = self.as_user(self.env["stakeholder.complaint.letter"], "officer")
        letter.with_context(
            default_complaint_id=self.case.id, default_kind="result"
        ).create({"text": f"{SECRET} result", "channel": "email"}).action_confirm()
        self.at(self.local(2026, 12, 31))
        self.run_job()
        sent = self.env["mail.mail"].search([]) - known
        self.assertIn(SECRET, "".join(sent.mapped("body_html")))
        to_staff = sent.filtered(lambda one: "@centre.example" in one.email_to)
        self.assertTrue(to_staff)
        for mail in to_staff:
            self.assertNotIn("canary", mail.body_html + mail.subject)
        for mail in sent - to_staff:
            self.assertNotIn("canary", mail.subject)
            self.assertIn(self.case.name, mail.subject)
        for actor in self.actors:
            found = self.search_as(actor, "mail.mail", [("id", "in", sent.ids)])
            words = "".join(f"{one.body_html}{one.email_to}" for one in found)
            with self.subTest(actor=actor):
                self.assertNotIn("canary", words)
        self.assertTrue(
            self.search_as("system", "mail.mail", [("id", "in", to_staff.ids)])
        )

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
            for state in CASES
        }

        def show(actor, state, case):
            domain = [("name", "ilike", self.canary(state))]
            found = self.search_as(actor, "ir.attachment", domain)
            inside = [("index_content", "ilike", self.canary(state))]
            found |= self.search_as(actor, "ir.attachment", inside)
            return found.mapped("name")

        self.probe(show)

        def raw(actor, state, case):
            return self.as_user(files[state], actor).raw

        self.probe(raw)

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
