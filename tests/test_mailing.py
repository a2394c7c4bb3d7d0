from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .cadence_common import CadenceCase
from .common import MODULE, date


@tagged("post_install", "-at_install")
class TestMailing(CadenceCase):
    """Greetings and information to a chosen set, looked at before (U3.1, O3)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.one = cls._unit("One", "external", email="one@home.example")
        cls.two = cls._unit("Two", "external", email="two@home.example")
        cls.festival = cls.env.ref(f"{MODULE}.stakeholder_festival_spring")

    def setUp(self):
        super().setUp()
        self.at(self.local(2027, 2, 1))

    def _window(self, user="worker", kind="festival", **values):
        maintenance = f"{MODULE}.stakeholder_option_maintenance_{kind}"
        template = self.env.ref(f"{MODULE}.mail_template_greeting")
        return self.as_user(self.env["stakeholder.mailing"], user).create(
            {
                "partner_ids": (self.one | self.two).ids,
                "maintenance_id": self.env.ref(maintenance).id,
                "festival_id": self.festival.id if kind == "festival" else False,
                "template_id": template.id,
                **values,
            }
        )

    def _letters(self):
        mails = self.env["mail.mail"].search([("email_to", "like", "home.example")])
        return {mail.email_to: str(mail.body_html) for mail in mails}

    # U3.1: by template, each with its own name, with a look before
    def test_template_names_each(self):
        window = self._window()
        self.assertIn("Dear [Name],", window.body)
        window.subject = "[Name]: greetings"
        self.assertIn("One: greetings", window.preview)
        self.assertIn("Dear One", window.preview)
        window.action_send()
        letters = self._letters()
        self.assertEqual(len(letters), 2)
        for address, body in letters.items():
            self.assertIn("Dear One" if "one@" in address else "Dear Two", body)
        talks = self.env["stakeholder.communication"].search(
            [("festival_id", "=", self.festival.id)]
        )
        self.assertEqual(talks.partner_id, self.one | self.two)
        said = talks.filtered(lambda talk: talk.partner_id == self.two).said
        self.assertIn("Dear Two", said)

    # U3.1: what cannot be reached is not written to, and stands there
    def test_an_address_that_is_none(self):
        self.one.email = "not an address"
        window = self._window()
        self.assertEqual(window.unreachable_ids, self.one)
        self.assertEqual(window.recipient_ids, self.two)

    # U3.1: with proof; what did not arrive is no contact, and is owed again
    def test_a_letter_that_did_not_arrive(self):
        self._window().action_send()
        mails = self.env["mail.mail"].search([("email_to", "like", "one@home")])
        talk = self.env["stakeholder.communication"].search(
            [("festival_id", "=", self.festival.id), ("partner_id", "=", self.one.id)]
        )
        server = type(self.env["ir.mail_server"])
        with (
            patch.object(server, "_disable_send", return_value=False),
            patch.object(server, "_connect__"),
            patch.object(server, "send_email", side_effect=OSError("refused")),
            mute_logger("odoo.addons.mail.models.mail_mail"),
        ):
            mails.send()
        self.assertEqual(mails.state, "exception")
        self.assertIn("Did not arrive", talk.summary)
        self.assertFalse(talk.festival_id)
        task = self.as_user(talk, "worker").action_ids
        self.assertEqual(task.user_id, self.users["worker"])
        self.assertIn("write again", task.name)
        window = self._window()
        self.assertEqual(window.greeted_ids, self.two)
        window.action_send()

    # U3.1: one greeting a party across workers, also when the record of it is gone
    # U3.1: the words that go with it are there, and stay once others were chosen
    def test_kind_brings_its_words(self):
        maintenance = f"{MODULE}.stakeholder_option_maintenance_%s"
        window = self.as_user(self.env["stakeholder.mailing"], "worker").new()
        for kind, name in (
            ("festival", "greeting"),
            ("information", "information"),
            ("invitation", "invitation"),
        ):
            window.maintenance_id = self.env.ref(maintenance % kind)
            window._onchange_maintenance_id()
            template = self.env.ref(f"{MODULE}.mail_template_{name}")
            self.assertEqual(window.template_id, template)
        chosen = template.copy()
        window.template_id = chosen
        window.maintenance_id = self.env.ref(maintenance % "festival")
        window._onchange_maintenance_id()
        self.assertEqual(window.template_id, chosen)

    def test_one_greeting_across_workers(self):
        self._window().action_send()
        for _turn in range(2):
            window = self._window("officer")
            self.assertEqual(window.greeted_ids, self.one | self.two)
            with self.assertRaises(UserError):
                window.action_send()
            talks = self.env["stakeholder.communication"].search(
                [("festival_id", "=", self.festival.id)]
            )
            self.as_user(talks, "worker").unlink()
        self.assertEqual(len(self._letters()), 2)

    # the next year they are greeted again
    def test_next_year_again(self):
        self._window().action_send()
        self.at(self.local(2028, 1, 24))
        window = self._window()
        self.assertEqual(window.recipient_ids, self.one | self.two)

    # the ledger refuses what two do in the same moment
    def test_at_the_same_moment(self):
        window = self._window()
        other = self._window("officer")
        self.assertEqual(other.recipient_ids, self.one | self.two)
        letters = other._letters(other.recipient_ids)
        recipients = other.recipient_ids
        window.action_send()
        self.assertEqual(len(letters), 2)
        with self.assertRaisesRegex(UserError, "colleague"):
            other._enter(recipients)

    # greeted in person: whoever comes second is told by whom and when
    def test_second_greeting_says_so(self):
        values = {
            "maintenance_id": self.env.ref(
                f"{MODULE}.stakeholder_option_maintenance_festival"
            ).id,
            "festival_id": self.festival.id,
        }
        self._meet("worker", "head", unit=self.one, day=date(2027, 2, 1), **values)
        second = self.as_user(self.env["stakeholder.communication"], "officer").new(
            {"partner_id": self.one.id, "at": self.local(2027, 2, 1), **values}
        )
        self.assertIn("greeted on “Spring Festival” by Test worker", second.warning)

    # information may be sent as often as there is some
    def test_information_twice(self):
        for _turn in range(2):
            self._window(kind="information").action_send()
        self.assertEqual(
            self.env["mail.mail"].search_count(
                [("email_to", "like", "one@home.example")]
            ),
            2,
        )

    # what is typed runs nothing
    def test_words_run_nothing(self):
        window = self._window(body="Dear {{ object.env['res.users'].search([]) }}")
        self.assertIn("cannot be filled in", window.preview)
        with self.assertRaisesRegex(UserError, "cannot be filled in"):
            window.action_send()
        self.assertFalse(self._letters())
        with self.assertRaises(AccessError):
            self._window("clerk")

    # U3.1 O3: whoever greets sees what is coming, whom one greets then, and does it
    def test_coming_festivals(self):
        self._agree(self.two)
        mine = self._unit("Mine")
        theirs = self._unit("Theirs", stakeholder_user_id=self.users["officer"].id)
        none = self._unit("None", stakeholder_prospect="none")
        spring = self.festival.date_ids.filtered(lambda one: one.date.year == 2027)
        spring = self.as_user(spring, "worker")
        self.assertEqual(spring.days_left, 5)
        self.assertIn("Potential unit: festival greeting", spring.greeted)
        context = spring.action_greet()["context"]
        self.assertEqual(context["default_festival_id"], self.festival.id)
        invited = self.env["res.partner"].browse(context["default_partner_ids"])
        self.assertLessEqual(self.one | self.two | mine, invited)
        self.assertFalse(invited & (self.unit | theirs | none))
        self._refresh(self.one | mine)
        action = spring.action_owed()
        owed = self.as_user(self.env["stakeholder.contact.due"], "worker").search(
            action["domain"]
        )
        self.assertIn(mine, owed.partner_id)

    # a day no line asks for greets nobody by itself; nobody but the administrator
    # changes dates
    def test_coming_days_without_a_line(self):
        children = self.env.ref(f"{MODULE}.stakeholder_festival_children").date_ids[-1:]
        children = self.as_user(children, "worker")
        self.assertFalse(children.greeted)
        invited = children.action_greet()["context"]["default_partner_ids"]
        self.assertLessEqual({self.one.id, self.unit.id}, set(invited))
        with self.assertRaises(AccessError):
            children.write({"date": date(2030, 1, 1)})
        menu = self.env.ref(f"{MODULE}.stakeholder_menu_festival_date")
        for role, seen in (("worker", True), ("council", True), ("clerk", False)):
            shown = self.as_user(self.env["ir.ui.menu"], role)._visible_menu_ids()
            self.assertEqual(menu.id in shown, seen)

    # O3: what is owed and whom one greets agree: existing ones, whatever the prospect
    def test_existing_ones_without_prospect_are_greeted(self):
        for party in (self.one, self.two):
            party.stakeholder_prospect = "none"
        self._agree(self.one)
        self._refresh(self.one | self.two)
        owed = (self._due(self.one) | self._due(self.two)).filtered("festival_id")
        self.assertEqual(owed.partner_id, self.one)
        spring = self.festival.date_ids.filtered(lambda one: one.date.year == 2027)
        context = self.as_user(spring, "worker").action_greet()["context"]
        self.assertEqual(
            set(context["default_partner_ids"]) & set((self.one | self.two).ids),
            set(self.one.ids),
        )
