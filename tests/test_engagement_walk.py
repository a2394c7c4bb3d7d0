from dateutil.relativedelta import relativedelta

from odoo.exceptions import RedirectWarning, UserError, ValidationError
from odoo.tests import tagged

from .engagement_common import Command, EngagementCase, date


@tagged("post_install", "-at_install")
class TestEngagementWalk(EngagementCase):
    """A walk through the guideline, in the order of its text."""

    def _lines(self, engagement, kind):
        return engagement.check_ids.filtered(lambda one: one.kind == kind)

    def _stopped(self, engagement, words):
        with self.assertRaisesRegex(RedirectWarning, words), self.cr.savepoint():
            engagement.action_next()

    # P1 U2.1 U2.2 U2.3 U2.4 U2.5 U2.6 P2 P3 P4 P5 P6 P7
    def test_unit_from_first_contact_to_a_second_cycle(self):
        cycle = self.opened("unit")
        self.assertEqual(cycle.stage, "contact")
        # 1.1 and 1.2: materials and outline
        counts = {"material": 5, "outline": 5, "task": 4, "attention": 4}
        for kind, count in counts.items():
            self.assertEqual(len(self._lines(cycle, kind)), count, kind)
        material = self._lines(cycle, "material")
        material[0].is_done = True
        self.assertEqual(material[0].done_by_id, self.users["worker"])
        self.assertTrue(material[0].done_at)
        material[3].skip_reason = "The area is known."
        self.assertEqual((cycle.check_done_count, cycle.check_count), (2, 18))
        # 2: the meeting, each task with its result
        task = self._lines(cycle, "task")[0]
        with self.assertRaisesRegex(ValidationError, "result"), self.cr.savepoint():
            task.is_done = True
        task.write({"is_done": True, "result": "Youth work at weekends"})
        self.save(
            cycle,
            **{
                "date_meeting": date(2026, 11, 24),
                "meeting_form_id": self.env.ref(
                    "stakeholder_relations.stakeholder_option_meeting_form_1"
                ).id,
            },
        )
        references = cycle.reference_ids.grouped("kind")
        self.assertEqual(len(references["technique"]), 3)
        self.assertEqual(len(references["response"]), 4)
        self.assertEqual(len(references["relation"]), 4)
        self._stopped(cycle, "class of the party")
        self.fill(cycle, "contact")
        cycle.action_next()
        # 3: assessment
        self.assertEqual(len(self._lines(cycle, "assessing")), 4)
        self._stopped(cycle, "conclusion")
        self.fill(cycle, "assessment")
        cycle.action_next()
        # 5: the course, a common view and the will
        self.save(cycle, **{"decision": "go_on", "decision_reason": "It fits."})
        self._stopped(cycle, "common view")
        self.fill(cycle, "decision")
        cycle.action_next()
        # 6: plan, and the signed agreement
        self.save(cycle, goal_ids=[Command.create({"name": "Ten sessions"})])
        self._stopped(cycle, "action for the goal “Ten sessions”")
        cycle.goal_ids.action_ids = [
            Command.create({"name": "Hold them", "date_due": date(2026, 12, 18)})
        ]
        self._stopped(cycle, "signed agreement")
        agreement = self.sign(self.unit)
        cycle.action_next()
        self.assertEqual(cycle.agreement_id, agreement)
        self.assertEqual(cycle.plan_version_ids.number, 1)
        # execution
        self._stopped(cycle, "Hold them")
        self.fill(cycle, "execution")
        cycle.action_next()
        # evaluation and closure
        self.assertEqual(len(self._lines(cycle, "closing")), 2)
        self._stopped(cycle, "how far the goal")
        self.fill(cycle, "evaluation")
        cycle.action_next()
        self.assertEqual(cycle.date_closed, date(2026, 11, 24))
        # follow-up after 1, 3, 6 months, and a second cycle
        self._walk_into_second_cycle(cycle)
        self.assertEqual(
            cycle.move_ids.sorted("id").mapped("stage_to"),
            [*self.STAGES[1:], "follow_up"],
        )

    def _walk_into_second_cycle(self, cycle):
        due = [cycle.date_closed + relativedelta(months=n) for n in (1, 3, 6)]
        self.assertEqual(cycle.follow_up_ids.mapped("date_due"), due)
        self._stopped(cycle, "follow-up visit due on")
        self.at(self.local(2026, 12, 24))
        visit = cycle.follow_up_ids[0]
        # the list of visits says whom and who, and is one click from writing it down
        self.assertEqual(visit.partner_id, cycle.partner_id)
        self.assertEqual(visit.responsible_id, cycle.user_id)
        window = visit.action_write_down()
        self.assertEqual(window["res_id"], cycle.id)
        self.assertEqual(window["target"], "new")
        with self.assertRaisesRegex(ValidationError, "found"), self.cr.savepoint():
            visit.action_done()
        visit.write({"finding": "Now a parents' group, too.", "has_new_need": True})
        visit.action_done()
        self.assertEqual(visit.date_done, date(2026, 12, 24))
        opened = cycle.action_new_cycle()
        second = cycle.browse(opened["res_id"])
        self.assertEqual(second.cycle, 2)
        self.assertEqual(second.stage, "contact")
        self.assertIn("parents' group", second.need)
        self.assertEqual(cycle.state, "completed")
        self.assertEqual(
            cycle.follow_up_ids.mapped("state"), ["done", "dropped", "dropped"]
        )
        self.assertEqual(cycle.action_new_cycle()["res_id"], second.id)
        chain = self.as_user(cycle.partner_id, "worker")
        self.assertEqual(chain.stakeholder_engagement_ids, second | cycle)
        self.assertEqual(chain.stakeholder_stage, "Initial Contact")

    # S2 S3 S4 S5.1 S5.2 S5.3 S5.4 S5.5 S6 S7 S8 S9 S10 P7
    def test_recipient_from_intake_to_a_second_cycle(self):
        cycle = self.opened("recipient")
        self.assertEqual(cycle.partner_id, self.person)
        self.assertEqual(cycle.user_id, self.users["worker"])
        self.assertEqual(cycle.supervisor_id, self.users["supervisor"])
        # intake: source and type, materials and outline
        self.assertEqual((cycle.source, cycle.referral_by), ("referral", "The school"))
        counts = {"material": 5, "outline": 6, "task": 4, "attention": 5}
        for kind, count in {**counts, "preliminary": 3}.items():
            self.assertEqual(len(self._lines(cycle, kind)), count, kind)
        references = cycle.reference_ids.grouped("kind")
        found = {kind: len(lines) for kind, lines in references.items()}
        self.assertEqual(
            found,
            {
                "supportive": 4,
                "guiding": 3,
                "influencing": 5,
                "role_direct": 6,
                "role_indirect": 4,
                "role_combined": 1,
            },
        )
        self.save(
            cycle,
            **{
                "help_sought": "Brought by the class teacher",
                "expects_of_worker": "Listen first",
                "expectations_agreed": "Meet weekly",
                "role_ids": [Command.set(references["role_direct"][0].ids)],
                "problem_ids": [
                    Command.create({"name": "Truancy", "severity": "high"}),
                    Command.create({"name": "Quarrels at home", "sequence": 20}),
                ],
                "understanding": "Six talks until the new year",
                "date_understanding": date(2026, 11, 24),
            },
        )
        self._walk_willing()
        self.fill(cycle, "contact")
        cycle.action_next()
        self.assertEqual(len(self._lines(cycle, "assessing")), 4)
        self.save(
            cycle, **{"motivation": "Wants to finish school", "family": "Two siblings"}
        )
        self.fill(cycle, "assessment")
        cycle.action_next()
        self.assertEqual(cycle.date_assessed, date(2026, 11, 24))
        self.fill(cycle, "decision")
        cycle.action_next()
        self.assertEqual(len(self._lines(cycle, "plan_principle")), 5)
        self.fill(cycle, "plan")
        cycle.action_next()
        self.assertEqual(len(self._lines(cycle, "intervention_principle")), 6)
        # the plan changes: a version, with its reason
        self.save(
            cycle,
            **{
                "plan_change_reason": "The room is taken",
                "goal_ids": [
                    Command.update(cycle.goal_ids.id, {"name": "Eight sessions held"})
                ],
            },
        )
        versions = cycle.plan_version_ids.sorted("number")
        self.assertEqual(versions.mapped("number"), [1, 2])
        self.assertEqual(versions[1].reason, "The room is taken")
        self.assertIn("Ten sessions", versions[0].plan)
        self.fill(cycle, "execution")
        cycle.action_next()
        self.assertEqual(len(self._lines(cycle, "closing")), 5)
        self.save(cycle, **{"own_view": "It helped", "consolidated": "A study buddy"})
        self.fill(cycle, "evaluation")
        cycle.action_next()
        self._walk_into_second_cycle(cycle)

    def _walk_willing(self):
        """Involuntary at first, voluntary later: dated, with reason, countable (S3)."""
        own = self.as_user(self.recipient, "worker")
        own.willingness_ids = [
            Command.create(
                {"kind": kind, "date": date(2026, month, 1), "reason": "Told so"}
            )
            for month, kind in ((9, "involuntary"), (10, "voluntary"))
        ]
        self.assertEqual(own.date_became_voluntary, date(2026, 10, 1))
        counted = own.search_count([("date_became_voluntary", ">=", "2026-01-01")])
        self.assertEqual(counted, 1)

    # O2 O4 P7
    def test_sponsor_from_first_contact_to_a_second_cycle(self):
        cycle = self.opened("external")
        counts = {"material": 5, "outline": 5, "task": 4, "attention": 4}
        for kind, count in counts.items():
            self.assertEqual(len(self._lines(cycle, kind)), count, kind)
        self.assertEqual(cycle.source, "party")
        for stage in ("contact", "assessment", "decision"):
            self.fill(cycle, stage)
            cycle.action_next()
        action = {"name": "Buy books", "date_due": date(2026, 12, 1)}
        goal = {"name": "A library", "action_ids": [Command.create(action)]}
        self.save(cycle, goal_ids=[Command.create(goal)])
        self._stopped(cycle, "orally or in writing")
        self.sign(self.sponsor)
        cycle.action_next()
        self.assertEqual(cycle.agreement_id.form, "oral")
        self.fill(cycle, "execution")
        cycle.action_next()
        self.fill(cycle, "evaluation")
        cycle.action_next()
        self._walk_into_second_cycle(cycle)

    # P7: without a new need the visits end it
    def test_visits_made_complete_the_cycle(self):
        cycle = self.at_stage("follow_up")
        self.fill(cycle, "follow_up")
        cycle.action_next()
        self.assertEqual(cycle.state, "completed")
        with self.assertRaisesRegex(UserError, "stays as it is"):
            self.save(cycle, topic="Something else")

    # P8: how many stand where, and how long, in the order of the process
    def test_graphs_show_the_stages_in_order(self):
        stages = ("evaluation", "assessment", "plan")
        for stage in stages:
            self.at_stage(stage)
        mine = [("partner_id", "=", self.unit.id)]
        order = ["assessment", "plan", "evaluation"]
        groups = self.Engagement.formatted_read_group(mine, ["stage"], ["__count"])
        self.assertEqual([group["stage"] for group in groups], order)
        [total, groups] = self.Engagement.formatted_read_grouping_sets(
            mine, [[], ["stage", "party_class"]], ["__count"]
        )
        self.assertEqual(total[0]["__count"], 3)
        self.assertEqual([group["stage"] for group in groups], order)
        moves = self.env["stakeholder.engagement.move"].formatted_read_group(
            [("engagement_id.partner_id", "=", self.unit.id)],
            ["stage_from"],
            ["days:avg"],
        )
        self.assertEqual([move["stage_from"] for move in moves], list(self.STAGES[:5]))
