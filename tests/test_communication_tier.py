from datetime import date

from lxml import etree

from odoo.exceptions import AccessError
from odoo.tests import Form, tagged
from odoo.tools.safe_eval import safe_eval

from .cadence_common import CadenceCase
from .common import MODULE


@tagged("post_install", "-at_install")
class TestCommunicationTier(CadenceCase):
    """Who has no tier or no level counts for nothing, and that is said (U3.2)."""

    def setUp(self):
        super().setUp()
        self.employee("worker")

    def _stranger(self, **values):
        return self.env["res.partner"].create(
            {"name": "Ms Import", "parent_id": self.unit.id, **values}
        )

    def _with(self, people, **values):
        return self._meet("worker", their_ids=people.ids, **values)

    def _warning(self, talk, user="worker"):
        return self.as_user(talk, user).warning

    # U3.2: people that were imported have no level: the contact says it counts not
    def test_nobody_of_theirs_has_a_level(self):
        person = self._stranger()
        talk = self._with(person)
        self.assertEqual(self._of("unit_onsite"), (0, 1))
        warning = self._warning(talk)
        self.assertIn("Ms Import", warning)
        self.assertIn("Counterpart Level", warning)
        self.assertNotIn("Test worker", warning)
        # one of them is enough
        clerk = self.unit.child_ids.filtered(lambda one: one.name == "clerk")
        self.assertFalse(self._warning(self._with(person | clerk, form="phone")))

    # U3.2: so does one without anybody of a tier on our side
    def test_nobody_of_ours_has_a_tier(self):
        talk = self._meet("auditor", "clerk")
        warning = self._warning(talk)
        self.assertIn("Test auditor", warning)
        self.assertIn("Tier in the Centre", warning)

    # it is said while it is typed, and refuses nothing
    def test_said_on_the_form_before_it_is_saved(self):
        person = self._stranger()
        window = self.as_user(self.env["stakeholder.communication"], "worker")
        form = Form(window.with_context(default_partner_id=self.unit.id))
        form.their_ids.add(person)
        form.summary = "Met"
        self.assertIn("Ms Import", form.warning)
        self.assertTrue(form.save().exists())

    # U3.2: externals and potential ones owe no such visit: nothing is said there
    def test_only_where_the_table_asks(self):
        sponsor = self._unit("Sponsor", "external")
        person = self.env["res.partner"].create(
            {"name": "Mr Bank", "parent_id": sponsor.id}
        )
        self.assertFalse(self._warning(self._with(person, unit=sponsor)))
        line = self._line("unit_onsite").copy({"party_class": "external"})
        talk = self._with(person, unit=sponsor, form="phone")
        self.assertIn("Mr Bank", self._warning(talk))
        line.date_to = date(2026, 1, 1)
        self.assertFalse(self._warning(talk))
        # X6 I2: a talk with a colleague is about no unit
        self.employee("officer")
        own = self.env["stakeholder.communication"].with_user(self.users["worker"])
        talk = own.create({"partner_id": self.partner("officer").id, "summary": "Met"})
        self.assertEqual(talk.kind, "staff")
        self.assertNotIn("level", talk.warning or "")

    # U3.2: the level is set, as the warning says, and the contact counts
    def test_counts_once_the_level_is_known(self):
        person = self._stranger()
        talk = self._with(person)
        self._refresh()
        self.assertIn(self._line("unit_onsite"), self._due().cadence_id)
        self.as_user(person, "worker").stakeholder_level = "clerk"
        self.assertFalse(self._warning(talk))
        self.assertEqual(self._of("unit_onsite"), (1, 1))
        self.assertNotIn(self._line("unit_onsite"), self._due().cadence_id)
        # so it does once an officer has given ours a tier
        talk = self._meet("auditor", "clerk", form="phone")
        self.assertIn("Test auditor", self._warning(talk))
        self.as_user(self.partner("auditor"), "officer").stakeholder_tier = "department"
        self.assertFalse(self._warning(talk))
        self.assertEqual(self._of("unit_department"), (1, 1))

    # U3.2: a council member need not be an employee, nor have a log-in
    def test_a_council_member_is_given_a_tier(self):
        member = self.partner("council")
        member.stakeholder_tier = False
        self._meet("council", "director")
        self.assertEqual(self._of("unit_council"), (0, 1))
        form = Form(self.as_user(member, "officer"))
        form.stakeholder_tier = "council"
        form.save()
        self._meet("council", "director", form="phone")
        self.assertEqual(self._of("unit_council"), (1, 1))
        action = self.env.ref(f"{MODULE}.res_partner_tier_action")
        window = self.as_user(self.env["res.partner"], "officer")
        found = window.search(self._domain(action))
        self.assertIn(member, found)
        self.assertNotIn(self.unit, found)
        form = Form(window.with_context(**self._context(action)))
        form.name = "Mr Elder"
        elder = form.save()
        self.assertEqual(elder.stakeholder_tier, "council")
        self.assertIn(elder, window.search(self._domain(action)))

    def _domain(self, action):
        companies = {"allowed_company_ids": self.env.companies.ids}
        return safe_eval(action.domain, companies)

    def _context(self, action):
        return safe_eval(action.context)

    # U3.2: and everybody else in the list, where one sees who has none
    def test_the_tier_is_set_in_the_list(self):
        for name in ("staff", "tier"):
            action = self.env.ref(f"{MODULE}.res_partner_{name}_action")
            [view] = action.view_ids.filtered(lambda one: one.view_mode == "list")
            own = self.as_user(self.env["res.partner"], "officer")
            found = own.get_views([(view.view_id.id, "list")])
            arch = etree.fromstring(found["views"]["list"]["arch"])
            self.assertTrue(arch.get("editable"))
            [tier] = arch.xpath("//field[@name='stakeholder_tier']")
            self.assertFalse(tier.get("readonly"))

    # whose visits count for what is nothing one gives oneself
    def test_workers_set_no_tier_of_colleagues(self):
        for colleague in ("worker", "officer"):
            own = self.as_user(self.partner(colleague), "worker")
            with self.assertRaisesRegex(AccessError, "department officer"):
                own.stakeholder_tier = "council"
        own = self.as_user(self.partner("worker"), "officer")
        own.stakeholder_tier = "department"
        self.assertEqual(self.partner("worker").stakeholder_tier, "department")
        # the tier alone: everything else stays with the administrators
        with self.assertRaises(AccessError):
            own.write({"stakeholder_tier": "council", "email": "x@home.example"})

    # a contact that is nobody to the centre stays without our fields
    def test_a_stranger_shows_no_tier(self):
        stranger = self.env["res.partner"].create({"name": "Stranger"})
        form = Form(self.as_user(stranger, "officer"))
        with self.assertRaises(AssertionError):
            form.stakeholder_tier = "council"
