from odoo.exceptions import AccessError
from odoo.tests import tagged

from .engagement_common import EngagementCase

NAME = {"fields": {"display_name": {}}}


@tagged("post_install", "-at_install")
class TestRecipientUnnamed(EngagementCase):
    """An unsaved form tells nobody outside the team who is a recipient (X6)."""

    def _told(self, role, model, values, context, spec):
        """What a form of ``model`` with ``values`` shows to ``role``, as one text."""
        own = self.as_user(self.env[model], role).with_context(**context)
        self.env.invalidate_all()
        try:
            return str(own.onchange(values, list(values), spec)["value"])
        except AccessError:
            return ""

    def _looks(self, role, model, field, record):
        """Typed, and as a default, by every field that a form could show."""
        spec = {
            name: NAME if one.type == "many2one" else {}
            for name, one in self.env[model]._fields.items()
            if one.type in ("many2one", "char", "text", "selection")
            and not name.startswith(("create_", "write_", "activity_", "message_"))
        }
        told = ""
        for name, shown in spec.items():
            ask = {name: shown}
            told += self._told(role, model, {field: record.id}, {}, ask)
            told += self._told(role, model, {}, {f"default_{field}": record.id}, ask)
        return told

    # X6
    def test_no_form_tells_who_it_is(self):
        cycle = self.at_stage("follow_up", "recipient")
        for role in ("officer", "director"):
            for model, field, record in (
                ("stakeholder.engagement", "recipient_id", self.recipient),
                ("stakeholder.willingness", "recipient_id", self.recipient),
                ("stakeholder.consent", "recipient_id", self.recipient),
                ("stakeholder.follow.up", "engagement_id", cycle),
            ):
                told = self._looks(role, model, field, record)
                with self.subTest(role=role, model=model):
                    for words in ("Wang", "The school", "Test supervisor"):
                        self.assertNotIn(words, told)

    # S2: the team is told as before
    def test_the_team_sees_them(self):
        told = self._looks(
            "worker", "stakeholder.engagement", "recipient_id", self.recipient
        )
        for words in ("Wang", "The school", "Test supervisor"):
            self.assertIn(words, told)
        self.assertEqual(self.as_user(self.recipient, "worker").display_name, "Wang")
