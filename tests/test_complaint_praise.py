from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import Form, tagged

from .common import CANARY, StakeholderCase


@tagged("post_install", "-at_install")
class TestComplaintPraise(StakeholderCase):
    """Praise that came in as an opinion becomes a recognition (C2.3, U4.9)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.unit = cls.env["res.partner"].create(
            {"name": "School", "is_company": True, "stakeholder_class": "unit"}
        )

    def _praise(self, **values):
        return self.assigned(
            nature="satisfied",
            place_id=self.unit.id,
            topic=f"Topic {CANARY}",
            statement=f"Thanks {CANARY}",
            **values,
        )

    def _press(self, complaint, user="officer"):
        return self.as_user(complaint, user).action_recognise()

    def _recognise(self, complaint, user="officer"):
        context = self._press(complaint, user)["context"]
        Recognition = self.as_user(self.env["stakeholder.recognition"], user)
        with Form(Recognition.with_context(**context)) as form:
            form.name = "A steady hand"
            form.means_id = self.env.ref(
                "stakeholder_relations.stakeholder_option_recognition_oral_praise"
            )
        return form.record

    # U4.9: by one button, with unit, date and number; a note leads back
    def test_praise_becomes_a_recognition_once(self):
        complaint = self._praise()
        recognition = self._recognise(complaint)
        self.assertEqual(recognition.partner_id, self.unit)
        self.assertEqual(recognition.direction, "received")
        self.assertEqual(recognition.date, complaint.date_received)
        self.assertEqual(recognition.source_number, complaint.name)
        notes = self.as_user(complaint, "officer").message_ids.mapped("body")
        self.assertTrue(
            any(recognition._name in note and "A steady hand" in note for note in notes)
        )
        again = self._press(complaint)
        self.assertEqual(again["res_id"], recognition.id)
        own = self.as_user(recognition, "officer")
        for values in ({"source_number": "x"}, {"source_number": False}):
            with self.assertRaisesRegex(UserError, "not typed in"):
                own.write(values)

    # C5.1: of the complainant nothing goes along, whoever reads the recognition
    def test_nothing_of_the_complainant_goes_along(self):
        recognition = self._recognise(self._praise())
        own = self.as_user(recognition, "worker")
        self.assertTrue(own.has_access("read"))
        self.assertNotIn(CANARY, str(own.read()))

    # C5.2 C5.4: what is confidential stays so
    def test_what_is_confidential_is_not_offered(self):
        named = self.partner("clerk")
        for values in (
            {"is_confidential": True},
            {"withheld_ids": [Command.set(named.ids)]},
        ):
            complaint = self._praise(**values)
            with self.assertRaisesRegex(UserError, "confidential"):
                self._press(complaint)
            with self.assertRaisesRegex(UserError, "confidential"):
                self._typed_in(complaint.name, "officer")
        with self.assertRaisesRegex(UserError, "no praise"):
            self._press(self.assigned())

    # C5.1: who does not handle it learns nothing by trying numbers
    def test_numbers_are_not_tried(self):
        complaint = self._praise()
        with self.assertRaises(AccessError):
            self._press(complaint, "worker")
        answers = []
        for number in (complaint.name, "none"):
            with self.assertRaises(UserError) as raised:
                self._typed_in(number, "worker")
            answers.append(str(raised.exception).replace(number, "…"))
        self.assertEqual(answers[0], answers[1])

    def _typed_in(self, number, user):
        own = self.as_user(self.env["stakeholder.recognition"], user)
        own.create(
            {
                "name": "x",
                "partner_id": self.unit.id,
                "source_number": number,
                "means_id": self.env.ref(
                    "stakeholder_relations.stakeholder_option_recognition_pennant"
                ).id,
            }
        )
