from datetime import date

from odoo.fields import Command

from .common import CANARY, StakeholderCase


class EngagementCase(StakeholderCase):
    """A unit, a sponsor and a recipient, and a hand that fills in what a gate asks."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        Partner = cls.env["res.partner"]
        cls.unit = Partner.create(
            {
                "name": "Bureau",
                "is_company": True,
                "stakeholder_class": "unit",
                "stakeholder_source": "centre",
            }
        )
        cls.sponsor = Partner.create(
            {
                "name": "Sponsor",
                "is_company": True,
                "stakeholder_class": "external",
                "stakeholder_source": "party",
            }
        )
        cls.person = Partner.create({"name": "Wang"})
        cls.recipient = cls.env["stakeholder.recipient"].create(
            {
                "partner_id": cls.person.id,
                "user_id": cls.users["worker"].id,
                "supervisor_id": cls.users["supervisor"].id,
                "source": "referral",
                "referral_by": "The school",
                "referral_type": "formal",
                "health": CANARY,
            }
        )
        # What is sensitive may be printed, exported and referred: it was agreed to.
        cls.consents = cls.env["stakeholder.consent"].create(
            [
                {
                    "recipient_id": cls.recipient.id,
                    "purpose": purpose,
                    "is_separate": True,
                }
                for purpose in ("keep", "share", "export", "refer")
            ]
        )
        cls.Engagement = cls.env["stakeholder.engagement"]

    def opened(self, party="unit", by="worker", **values):
        """A cycle just opened by ``by``, as that user sees it."""
        whose = {
            "unit": {"partner_id": self.unit.id},
            "external": {"partner_id": self.sponsor.id},
            "recipient": {"recipient_id": self.recipient.id},
        }[party]
        own = self.Engagement.with_user(self.users[by])
        return own.create(
            {"party_class": party, "topic": f"About {CANARY}", **whose, **values}
        )

    def save(self, engagement, **values):
        """Save ``values`` as form and board do: with the version they show."""
        engagement.write({**values, "edit_version": engagement.edit_version})

    def fill(self, engagement, stage):
        """What ``stage`` is for, entered as the user of ``engagement``."""
        getattr(self, f"_fill_{stage}")(engagement)

    def _fill_contact(self, engagement):
        self.save(engagement, is_class_confirmed=True, need="A youth programme")

    def _fill_assessment(self, engagement):
        self.save(engagement, conclusion="The need is real and within reach.")

    def _fill_decision(self, engagement):
        self.save(
            engagement,
            decision="go_on",
            decision_reason="It fits the mission.",
            has_common_view=True,
            has_will=True,
        )

    def _fill_plan(self, engagement):
        action = {
            "name": f"Hold the sessions {CANARY}",
            "date_due": date(2026, 12, 18),
        }
        goal = {
            "name": "Ten sessions held",
            "indicator": "Sign-in sheets",
            "recipient_part": "Provides the room",
            "action_ids": [Command.create(action)],
        }
        self.save(engagement, goal_ids=[Command.create(goal)])
        if engagement.party_class != "recipient":
            self.sign(engagement.partner_id)

    def _fill_execution(self, engagement):
        engagement.action_ids.action_done()

    def _fill_evaluation(self, engagement):
        engagement.goal_ids.attainment = "reached"
        self.save(
            engagement,
            closure_type_id=self.option("closure_type", engagement).id,
            lessons="Begin earlier in the term.",
        )

    def _fill_follow_up(self, engagement):
        for visit in engagement.follow_up_ids:
            visit.write({"finding": "All is well.", "date_done": engagement._today()})

    def sign(self, partner, **values):
        form = "oral" if partner == self.sponsor else "written"
        return self.env["stakeholder.agreement"].create(
            {
                "name": "Service",
                "partner_id": partner.id,
                "form": form,
                "date_start": date(2026, 11, 1),
                "date_end": date(2027, 10, 31),
                "date_signed": date(2026, 11, 1),
                "state": "signed",
                **values,
            }
        )

    def refused(self, error, words, call):
        """``call`` is refused in these words, and leaves nothing behind."""
        with self.assertRaisesRegex(error, words), self.cr.savepoint():
            call()
        self.env.invalidate_all()

    def go_around(self, engagement, role, stage, reason="New facts"):
        """A manager's way past a gate, back, or out of an end, in its window."""
        windows = self.as_user(self.env["stakeholder.engagement.override"], role)
        windows.create(
            {"engagement_id": engagement.id, "stage": stage, "reason": reason}
        ).action_confirm()

    def _window(self, engagement, role, **values):
        windows = self.env["stakeholder.engagement.override"]
        own = self.as_user(windows, role).with_context(
            default_engagement_id=engagement.id
        )
        return own.create({"engagement_id": engagement.id, **values})

    def option(self, kind, engagement):
        return self.env["stakeholder.option"].search(
            [("kind", "=", kind), ("party_class", "=", engagement.party_class)],
            limit=1,
        )

    STAGES = (
        "contact",
        "assessment",
        "decision",
        "plan",
        "execution",
        "evaluation",
        "follow_up",
    )

    def at_stage(self, stage, party="unit", by="worker", **values):
        """A cycle led to ``stage`` through every gate."""
        engagement = self.opened(party, by, **values)
        for step in self.STAGES[: self.STAGES.index(stage)]:
            self.fill(engagement, step)
            engagement.action_next()
        self.env.flush_all()
        return engagement


__all__ = ["CANARY", "Command", "EngagementCase", "date"]
