import os

from freezegun import freeze_time

from odoo.exceptions import AccessError, MissingError, UserError, ValidationError

from . import surface
from .common import MODULE, StakeholderCase

FULL = bool(os.environ.get("STAKEHOLDER_FULL"))
CANARY = "canary"
REFUSED = (AccessError, MissingError, UserError, ValidationError)

# actor: (role or groups, who it is for the cases of surface.cases)
ACTORS = {
    "employee": "base.group_user",  # any colleague without a role
    "registrar": "base.group_user",  # handed all of them in
    "worker": f"{MODULE}.stakeholder_group_worker",  # on no team
    "officer": f"{MODULE}.stakeholder_group_officer",  # handles all of them
    "colleague": f"{MODULE}.stakeholder_group_officer",  # on no team
    "supervisor": f"{MODULE}.stakeholder_group_supervisor",  # on no team
    "deputy": f"{MODULE}.stakeholder_group_supervisor",  # by delegation, today
    "director": f"{MODULE}.stakeholder_group_director",
    "council": f"{MODULE}.stakeholder_group_council",
    "accused": f"{MODULE}.stakeholder_group_supervisor",  # named in one
    "managed": f"{MODULE}.stakeholder_group_officer",  # by the accused
    "withheld": f"{MODULE}.stakeholder_group_officer",  # not to be told of that one
    "auditor": f"{MODULE}.stakeholder_group_auditor",
    "admin": f"{MODULE}.stakeholder_group_admin",
    "system": "base.group_system",
}
MAIN_CASES = ("open", "confidential", "accused")
CASES = surface.STATES if FULL else (*MAIN_CASES, "about_head")

# Who may see the words of a case. Whoever handles it, whoever decides it.
ENTITLED = {
    **dict.fromkeys(surface.STATES, {"officer", "deputy", "director"}),
    "about_head": {"officer", "council"},
    # sealed, or ended before the delegation was looked at
    "not_handled": {"director"},
    **dict.fromkeys(("closed", "merged"), {"officer", "director"}),
}


class AccessCase(StakeholderCase):
    """Fifteen actors and a case in each state, made once for the class."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        with freeze_time(cls.now):
            cls.actors = {
                name: cls._user(f"a_{name}", groups) for name, groups in ACTORS.items()
            }
            cls.users |= cls.actors
            cls.policy.write(
                {
                    "director_user_id": cls.actors["director"].id,
                    "council_user_id": cls.actors["council"].id,
                }
            )
            accused = cls._employee("accused")
            cls._employee("managed", parent_id=accused.id)
            cls._delegate()
            cls.cases = surface.cases(cls.env, cls.actors, CANARY)
            cls.env.flush_all()

    @classmethod
    def _employee(cls, actor, **values):
        user = cls.actors[actor]
        return cls.env["hr.employee"].create(
            {"name": user.name, "user_id": user.id, **values}
        )

    @classmethod
    def _delegate(cls):
        own = cls.env["stakeholder.delegation"].with_user(cls.actors["director"])
        today = cls.now.date()
        cls.delegation = own.create(
            {
                "deputy_id": cls.actors["deputy"].id,
                "date_from": today,
                "date_to": today,
            }
        )

    def canary(self, state):
        return f"{CANARY}-{state}"

    def probe(self, show, states=CASES, entitled=ENTITLED, actors=None):
        """Show the canary to those entitled, and to nobody else.

        ``show(actor, state, case)``: what the actor gets, as anything with a text. A
        refusal counts by its words: they must not hold the canary either.
        """
        for state in states:
            seen = set()
            for actor in actors or self.actors:
                case = self.as_user(self.cases[state], actor)
                with self.subTest(actor=actor, state=state):
                    shown = self._attempt(show, actor, state, case)
                    if self.canary(state) in shown:
                        seen.add(actor)
                        self.assertIn(actor, entitled[state], shown[:500])
            with self.subTest(state=state, nobody_sees_it=True):
                self.assertTrue(seen or not entitled[state], "a probe that shows none")

    def _attempt(self, show, *arguments):
        try:
            with self.env.cr.savepoint() as savepoint:
                shown = str(show(*arguments))
                savepoint.rollback()
        except REFUSED as error:
            shown = str(error)
        self.env.invalidate_all()
        return shown

    def search_as(self, actor, model, domain):
        """What ``actor`` finds; nothing where there is no access at all."""
        own = self.as_user(self.env[model], actor)
        return own.search(domain) if own.has_access("read") else own
