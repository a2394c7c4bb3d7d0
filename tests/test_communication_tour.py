from odoo.tests import HttpCase, tagged

from .test_communication import CommunicationCase


@tagged("post_install", "-at_install")
class TestCommunicationTour(CommunicationCase, HttpCase):
    """On a telephone, in Chinese, on the real clock."""

    browser_size = "390x844"
    touch_enabled = True

    # U3.3: recorded in the field, in less than eight taps
    def test_a_contact_is_recorded_on_the_telephone(self):
        self._stop_clock()
        self.users["worker"].lang = "zh_CN"
        unit = self._party("示范测试中学", stakeholder_user_id=self.users["worker"].id)
        self.env["stakeholder.agreement"].create(
            {
                "name": "驻校",
                "partner_id": unit.id,
                "date_start": "2020-01-01",
                "date_end": "2099-12-31",
            }
        ).action_sign()
        person = self._person("郭主任", unit, "head")
        self.start_tour(
            "/odoo/communications", "stakeholder_communication_phone", login="t_worker"
        )
        talk = self.env["stakeholder.communication"].search(
            [("partner_id", "=", unit.id)]
        )
        self.assertEqual(talk.their_ids, person)
        self.assertEqual((talk.form, talk.summary), ("phone", "约定周五到访"))
        self.assertEqual(talk.filing, "monthly")


@tagged("post_install", "-at_install")
class TestChatterTour(CommunicationCase, HttpCase):
    """At the desk, in Chinese, on the real clock."""

    # U3.3: a planned contact is done and recorded from where it is planned
    def test_a_planned_contact_is_recorded_from_the_chatter(self):
        self._stop_clock()
        worker = self.users["worker"]
        worker.lang = "zh_CN"
        unit = self._party("示范测试中学", stakeholder_user_id=worker.id)
        person = self._person("郭主任", unit, "head")
        activity = unit.activity_schedule(
            "mail.mail_activity_data_call", user_id=worker.id, summary="约谈"
        )
        self.start_tour(
            f"/odoo/units/{unit.id}", "stakeholder_record_activity", login="t_worker"
        )
        talk = self.env["stakeholder.communication"].search(
            [("partner_id", "=", unit.id)]
        )
        self.assertEqual((talk.their_ids, talk.summary), (person, "约谈"))
        self.assertFalse(activity.active)
