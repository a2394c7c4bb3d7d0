from odoo.fields import Command
from odoo.tests import tagged

from . import surface
from .access_common import CASES, ENTITLED, FULL, WORKED_ON, AccessCase

# Core's own models in which something of a case could lie.
BESIDE = (
    "ir.attachment",
    "ir.filters",
    "mail.activity",
    "mail.followers",
    "mail.mail",
    "mail.message",
    "mail.notification",
    "mail.scheduled.message",
    "mail.tracking.value",
    "res.partner",
    "res.users",
)
TEXTS = ("char", "text", "html", "json", "reference")


@tagged("post_install", "-at_install")
class TestAccessChannels(AccessCase):
    """P1: the channels of the ORM; each shows the canary to one, then to no other."""

    def _hit(self, state, found):
        return self.canary(state) if found else ""

    # channel 1
    def test_read(self):
        self.probe(lambda actor, state, case: case.read(["topic", "statement"]))

    def test_web_read(self):
        spec = {"topic": {}, "step_ids": {"fields": {"note": {}}}}
        self.probe(lambda actor, state, case: case.web_read(spec))

    # channel 2
    def test_search_and_count(self):
        def show(actor, state, case):
            domain = [("statement", "ilike", self.canary(state))]
            found = case.search(domain)
            self.assertEqual(case.search_count(domain), len(found))
            return self._hit(state, found)

        self.probe(show)

    # channel 3
    def test_name_search(self):
        self.probe(
            lambda actor, state, case: self._hit(
                state,
                case.browse().name_search(self.cases[state].name, operator="="),
            )
        )

    # channel 4
    def test_groups(self):
        def show(actor, state, case):
            here = [("id", "=", case.id)]
            groups = case.browse().formatted_read_group(here, ["topic"], ["__count"])
            return groups, case.browse().web_read_group(here, ["topic"])

        self.probe(show)

    # channel 5
    def test_core_export(self):
        allowed = self.env.ref("base.group_allow_export")
        for user in self.actors.values():
            user.group_ids |= allowed
        self.probe(lambda actor, state, case: case.export_data(["topic"])["datas"])

    # channels 6 and 7
    def test_names_and_fields_through_child_records(self):
        spec = {"complaint_id": {"fields": {"display_name": {}, "topic": {}}}}

        def show(actor, state, case):
            shown = []
            for model in ("action", "complaint.receipt", "complaint.step"):
                domain = [("complaint_id", "=", case.id)]
                found = self.search_as(actor, f"stakeholder.{model}", domain)
                shown.append(found and found.web_read(spec))
            return shown

        self.probe(show, states=WORKED_ON)

    # channels 7, 11, 13 and all that is stored anywhere
    def test_nothing_of_it_lies_where_somebody_else_reads(self):
        models = set(self.env.registry) if FULL else {*surface.MODELS, *BESIDE}
        models = [name for name in sorted(models) if self._has_table(name)]
        seen = {state: set() for state in CASES}
        for actor in self.actors:
            words = "".join(self._all_texts(actor, name) for name in models)
            for state in CASES:
                if self.canary(state) in words:
                    seen[state].add(actor)
        for state, actors in seen.items():
            self.assertEqual(actors, ENTITLED[state], state)

    def _has_table(self, name):
        model = self.env[name]
        return not model._abstract and model._auto and not model._transient

    def _all_texts(self, actor, name):
        own = self.as_user(self.env[name], actor)
        if not own.has_access("read"):
            return ""
        names = [
            fname
            for fname, field in own._fields.items()
            if field.type in TEXTS
            and (field.store or name in surface.MODELS)
            and own._has_field_access(field, "read")
        ]
        found = own.search([], limit=300, order="id desc")
        return self._attempt(lambda: found.read(names))

    # channel 8
    def test_smart_counts(self):
        place = self.env["res.partner"].create({"name": "A unit"})
        for case in self.cases.values():
            case._write_technical({"place_id": place.id})
        for actor in self.actors:
            own = self.as_user(place, actor)
            field = own._fields["stakeholder_complaint_count"]
            counted = 0
            if own._has_field_access(field, "read"):
                counted = own.stakeholder_complaint_count
            found = self.search_as(actor, self.Complaint._name, [])
            with self.subTest(actor=actor):
                self.assertEqual(counted, len(found))
        # not even whoever decides counts the one about themselves
        self.assertEqual(
            self.as_user(place, "director").stakeholder_complaint_count,
            len(self.cases) - 1,
        )

    # channel 9
    def test_search_through_a_path(self):
        def show(actor, state, case):
            domain = [("complaint_id.topic", "ilike", self.canary(state))]
            return self._hit(
                state,
                self.search_as(actor, "stakeholder.action", domain)
                | self.search_as(
                    actor, "stakeholder.action", [("name", "ilike", self.canary(state))]
                ),
            )

        self.probe(show, states=WORKED_ON)

    def test_receipts_are_no_oracle(self):
        for state, case in self.cases.items():
            receipts = self.as_user(
                self.env["stakeholder.complaint.receipt"], "registrar"
            )
            self.assertTrue(receipts.search([("complaint_id", "=", case.id)]))
            for path in ("complaint_id.topic", "complaint_id.identity_ids.name"):
                domain = [(path, "ilike", self.canary(state))]
                shown = self._attempt(lambda r=receipts, d=domain: r.search(d).ids)
                self.assertFalse(shown.startswith("["), (path, shown))

    # channel 21
    def test_public_methods(self):
        names = surface.MODELS[self.Complaint._name]["safe"]
        free = [name for name in names if name.startswith("action_")]
        for name in free:
            for actor in self.actors:
                for state in ("confidential", "accused"):
                    case = self.as_user(self.cases[state], actor)
                    shown = self._attempt(lambda c=case, n=name: getattr(c, n)())
                    with self.subTest(method=name, actor=actor, state=state):
                        self.assertNotIn(self.canary(state), shown)

    # channel 23: the page of the day
    def test_my_day(self):
        for scope in ("mine", "team"):
            self.probe(
                lambda actor, state, case, s=scope: (
                    self.env["stakeholder.day"].with_user(self.actors[actor]).get_day(s)
                ),
                states=WORKED_ON,
                entitled={
                    state: {"officer", "director", "deputy", "council"}
                    for state in CASES
                }
                if scope == "mine"
                else dict.fromkeys(CASES, set()),
            )

    # channel 22: the complainant is no contact
    def test_complainant_is_nowhere_among_contacts(self):
        names = self.env["stakeholder.complaint.identity"].search([]).mapped("name")
        self.assertIn("canary-open name", names)
        partners = self.env["res.partner"].with_context(active_test=False)
        self.assertFalse(partners.search([("name", "in", [n for n in names if n])]))
        self.assertFalse(partners.search([("email", "ilike", "canary-")]))

    # channel 5: our own register
    def test_rows_of_the_register(self):
        def show(actor, state, case):
            records = case.search([("id", "=", case.id)])
            return self.env["stakeholder.register"]._rows(records, ["topic"])

        open_only = {state: set() for state in CASES}
        for state in ("open", "accused"):
            open_only[state] = {"officer", "deputy", "director"}
        open_only["about_head"] = {"officer", "council"}
        if FULL:
            open_only["closed"] = open_only["merged"] = {"officer", "director"}
            open_only["not_handled"] = {"director"}
            open_only["reopened"] = open_only["open"]
        self.probe(show, entitled=open_only)

    def test_team_member_sees_and_no_longer(self):
        case = self.cases["open"]
        self.edit(case, "director", team_ids=[Command.set(self.actors["worker"].ids)])
        self.assertIn(self.canary("open"), self.as_user(case, "worker").topic)
        self.edit(case, "director", team_ids=[Command.clear()])
        shown = self._attempt(lambda: self.as_user(case, "worker").topic)
        self.assertNotIn(self.canary("open"), shown)
