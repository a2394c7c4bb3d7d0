from contextlib import suppress

from dateutil.relativedelta import relativedelta
from lxml import etree

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools.safe_eval import safe_eval

from .common import CANARY
from .engagement_common import EngagementCase
from .public_common import PublicCase

# (health, under fourteen, [who agreed]): which of keep, share, export, refer are open
SITUATIONS = {
    "plain, nobody asked": (False, False, None, "keep share export refer"),
    "sensitive, nobody asked": (True, False, None, "keep"),
    "sensitive, agreed but not apart": (True, False, ("self", False), "keep"),
    "sensitive, agreed apart": (True, False, ("self", True), "keep share export refer"),
    "child, agreed itself": (False, True, ("self", True), "keep"),
    "child, guardian agreed": (
        *(False, True, ("guardian", True)),
        "keep share export refer",
    ),
}
USES = ("keep", "share", "export", "refer")


@tagged("post_install", "-at_install")
class TestConsent(EngagementCase):
    def setUp(self):
        super().setUp()
        self.consents.action_withdraw()

    def consent(self, role="worker", **values):
        own = self.env["stakeholder.consent"].with_user(self.users[role])
        return own.create(
            {"recipient_id": self.recipient.id, "given_by": "self", **values}
        )

    def _use(self, purpose, engagement):
        if purpose == "keep":
            self.save(engagement, need="Still written down")
        elif purpose == "share":
            self.env["ir.actions.report"].with_user(
                self.users["worker"]
            )._render_qweb_html(
                "stakeholder_relations.report_assessment", engagement.ids
            )
        elif purpose == "export":
            allowed = self.env.ref("base.group_allow_export")
            self.users["worker"].group_ids += allowed
            engagement.export_data(["topic"])
            self.as_user(self.recipient, "worker").export_data(["phone"])
        else:
            window = self.env["stakeholder.engagement.ending"].with_user(
                self.users["worker"]
            )
            window.create(
                {
                    "engagement_id": engagement.id,
                    "kind": "refer",
                    "help_offered": "Was told of others",
                    "referral_type": "formal",
                    "referral_to": "A hospital",
                }
            ).action_confirm()

    def test_what_leaves_the_house_needs_the_consent_the_law_asks_for(self):
        # P23: 6 situations × 4 uses, each over its own door
        today = fields.Date.today()
        open_doors = {}
        for name, (health, child, agreed, expected) in SITUATIONS.items():
            self.recipient.write(
                {
                    "health": health and CANARY,
                    "birthday": today - relativedelta(years=13 if child else 30),
                }
            )
            found = []
            for purpose in USES:
                with self.env.cr.savepoint() as savepoint:
                    if agreed:
                        by, apart = agreed
                        self.consent(
                            purpose=purpose,
                            given_by=by,
                            guardian="Father" if by == "guardian" else False,
                            is_separate=apart,
                        )
                    engagement = self.at_stage("assessment", "recipient")
                    try:
                        self._use(purpose, engagement)
                        found.append(purpose)
                    except UserError as error:
                        self.assertIn("Wang", str(error))
                    savepoint.rollback()
                self.env.invalidate_all()
            open_doors[name] = found
            with self.subTest(name):
                self.assertEqual(found, expected.split())
        self.assertEqual(len(open_doors) * len(USES), 24)

    def test_says_who_when_what_by_which_text_and_for_whom(self):
        # P23
        own = self.consent(
            purpose="refer", is_separate=True, for_whom="Hospital", way="oral"
        )
        self.assertEqual(own.user_id, self.users["worker"])
        self.assertTrue(own.given_at)
        self.assertEqual(own.text_id.policy_id, self.policy)
        self.assertIn("social worker", own.text)
        self.policy.consent_notice = "Other words"
        self.assertIn("social worker", own.text)
        self.assertEqual(self.consent().text, "Other words")
        self.assertEqual(self.consent().text_id, self.consent().text_id)

    def test_is_withdrawn_and_never_changed(self):
        own = self.consent(purpose="export", is_separate=True)
        for values in ({"purpose": "share"}, {"withdrawn_at": False}):
            with self.assertRaises(UserError):
                own.write(values)
        with self.assertRaises(UserError):
            own.unlink()
        recipient = self.as_user(self.recipient, "worker")
        self.assertFalse(recipient._consent_lacking("export"))
        own.action_withdraw()
        self.assertTrue(recipient._consent_lacking("export"))
        self.assertEqual(own.withdrawn_by_id, self.users["worker"])
        # nobody records in another's name
        other = self.consent(user_id=self.users["director"].id)
        self.assertEqual(other.user_id, self.users["worker"])

    def test_the_day_of_the_fourteenth_birthday(self):
        today = self.env["resource.calendar"]._stakeholder_centre_today()
        self.recipient.birthday = today - relativedelta(years=14)
        self.assertFalse(self.recipient.is_minor)
        self.recipient.birthday += relativedelta(days=1)
        self.assertTrue(self.recipient.is_minor)

    def test_name_and_telephone_first_show_masked(self):
        # P23: of a sensitive case, in the list and the form; one click shows them
        self.recipient.phone = "13812345678"
        own = self.as_user(self.recipient, "worker")
        action = self.env.ref("stakeholder_relations.stakeholder_recipient_action")
        listed = own.with_context(**safe_eval(action.context))
        for kind in ("list", "form"):
            names = set(etree.fromstring(own.get_view(view_type=kind)["arch"]).xpath(
                "//list/field/@name" if kind == "list" else "//h1/field/@name"
            ))  # fmt: skip
            with self.subTest(kind):
                self.assertIn("shown_name", names)
                self.assertEqual("partner_id" in names, kind == "form")
        self.assertEqual(listed.display_name, "W***")
        self.assertEqual((own.shown_name, own.shown_phone), ("W***", "138****5678"))
        self.assertTrue(own.action_show()["context"]["stakeholder_shown"])
        self.assertEqual(own.display_name, "Wang")
        # still found by the name, and plain where nothing is sensitive
        self.assertTrue(own.search([("partner_id", "ilike", "Wang")]))
        self.recipient.health = False
        self.assertEqual((listed.display_name, own.shown_phone), ("Wang", own.phone))

    def test_read_by_the_team_alone(self):
        # X6, P1: an outsider gets nothing, by any way
        own = self.consent(for_whom=CANARY)
        here = [("recipient_id", "=", self.recipient.id)]
        for role in self.users:
            seen = self.as_user(own, role)
            with self.subTest(role=role):
                if role in ("worker", "supervisor"):
                    self.assertIn(own, seen.search(here))
                    continue
                self.assertFalse(seen.has_access("read"))
                with suppress(AccessError):
                    self.assertFalse(seen.search(here))
                    self.assertFalse(seen._read_group(here, ["purpose"], ["__count"]))
                    self.assertFalse(seen.browse().name_search("keep"))
        with self.assertRaises(AccessError):
            self.consent("officer")

    def test_printing_for_the_file_alone_where_the_terms_say_so(self):
        engagement = self.at_stage("assessment", "recipient")
        with self.assertRaises(UserError):
            self._use("share", engagement)
        self.policy.is_print_shared = False
        self._use("share", engagement)


@tagged("post_install", "-at_install")
class TestConsentOutside(PublicCase):
    def consents(self):
        return self.last().complaint_id, self.env["stakeholder.consent"].search(
            [("complaint_id", "=", self.last().complaint_id.id)]
        )

    def test_sending_is_recorded_with_the_text_of_the_day(self):
        # P23: who, when, what, by which wording; sensitive and children apart
        self.send()
        self.hand_over()
        complaint, consents = self.consents()
        self.assertEqual(consents.mapped("way"), ["page"])
        self.assertEqual(consents.given_at, complaint.received_at)
        self.assertIn("保存", consents.text)
        self.assertFalse(consents.is_separate or consents.user_id)
        self.send(agrees_sensitive="1")
        self.hand_over()
        self.assertEqual(self.consents()[1].mapped("is_separate"), [True, False])
        self.send(is_guardian="1")
        self.hand_over()
        consents = self.consents()[1]
        self.assertEqual(consents.mapped("given_by"), ["guardian", "self"])
        self.assertEqual(len(consents.text_id), 1)

    def test_taken_back_by_the_receipt(self):
        code = self.code_of(self.send(name="Liu"))
        self.hand_over()
        complaint, consents = self.consents()
        page = self.with_code(code)
        self.assertIn("/opinion/receipt/withdraw", page.text)
        self.with_code(code, "/opinion/receipt/withdraw")
        self.env.invalidate_all()
        self.assertTrue(all(consents.mapped("withdrawn_at")))
        self.assertIn("撤回", complaint.message_ids[0].body)
        self.assertIn("addendum", complaint.trail_ids.mapped("event"))

    def test_whom_the_case_names_does_not_read_it(self):
        self.send(about="Test officer")
        self.hand_over()
        complaint, consents = self.consents()
        self.assertTrue(self.as_user(consents, "director").has_access("read"))
        self.assertFalse(self.as_user(consents, "officer").has_access("read"))
        self.assertFalse(self.as_user(consents, "auditor").has_access("read"))
        self.assertTrue(complaint.denied_ids)
