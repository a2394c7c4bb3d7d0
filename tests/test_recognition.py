from pathlib import Path

from odoo.exceptions import UserError, ValidationError
from odoo.modules.migration import load_script
from odoo.tests import Form, tagged
from odoo.tools.safe_eval import safe_eval

from .test_communication import CommunicationCase

SCRIPT = "migrations/19.0.1.6.0/post-recognition_direction.py"


@tagged("post_install", "-at_install")
class TestRecognition(CommunicationCase):
    """What was given and what was received, each in its ways (O3, U4.9, S11)."""

    # O3 U4.9 S11: given and received
    def test_recognition(self):
        Recognition = self.env["stakeholder.recognition"]
        own = Recognition.with_user(self.users["worker"])
        praise = own.create(
            {
                "partner_id": self.head.id,
                "name": "Thanks",
                "date": "2026-11-20",
                "means_id": self.option("recognition", "oral_praise").id,
            }
        )
        self.assertEqual(praise.partner_id, self.unit)
        self.assertEqual(praise.direction, "received")
        with self.assertRaisesRegex(UserError, "has passed"):
            praise.date = "2026-11-25"
        counted = self.as_user(self.unit, "worker").stakeholder_recognition_count
        self.assertEqual(counted, 1)

    # O3 U4.9: what is only given is not offered for what was received
    def test_the_way_of_recognition_goes_by_its_direction(self):
        Option, own = (
            self.env["stakeholder.option"],
            self.env["stakeholder.recognition"],
        )
        own = own.with_user(self.users["worker"])
        for direction, codes in (
            ("given", {"publicity", "pennant", "commendation"}),
            ("received", {"pennant", "oral_praise", "letter", "certificate"}),
        ):
            known = {"party_class": "unit", "direction": direction}
            offered = safe_eval(own._fields["means_id"].domain, known)
            self.assertEqual(set(Option.search(offered).mapped("code")), codes)
        with Form(own) as form:
            form.name, form.partner_id, form.direction = "Thanks", self.unit, "given"
            form.means_id = self.option("recognition", "publicity")
            form.direction = "received"
            self.assertFalse(form.means_id)
            form.means_id = self.option("recognition", "letter")
        praise = form.record
        for name, value, words in (
            ("direction", "given", "“Letter of thanks” is only for"),
            (
                "means_id",
                self.option("recognition", "commendation").id,
                "“Public commendation” is only for",
            ),
        ):
            refused = self.assertRaisesRegex(ValidationError, words)
            with refused, self.cr.savepoint():
                praise.write({name: value})
            self.env.invalidate_all()
        # what the centre uses for both it opens for both
        self.option("recognition", "letter").direction = False
        praise.direction = "given"

    # O3: what a centre used the other way stays open for both
    def test_an_update_closes_no_way_that_was_used(self):
        options = self.env["stakeholder.option"].search([("kind", "=", "recognition")])
        options.direction = False
        letter = self.option("recognition", "letter")
        self.env["stakeholder.recognition"].create(
            {
                "partner_id": self.unit.id,
                "name": "For ten years",
                "direction": "given",
                "date": "2026-11-20",
                "means_id": letter.id,
            }
        )
        self.env.flush_all()
        script = Path(__file__).resolve().parent.parent / SCRIPT
        load_script(str(script), Path(SCRIPT).stem).migrate(self.cr, "19.0.1.5.0")
        self.env.invalidate_all()
        self.assertEqual(
            {one.code: one.direction for one in options},
            {
                "publicity": "given",
                "commendation": "given",
                "pennant": False,
                "oral_praise": "received",
                "letter": False,
                "certificate": "received",
            },
        )
