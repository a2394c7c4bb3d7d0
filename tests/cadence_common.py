from datetime import date

from .common import MODULE, StakeholderCase

TIERS = {
    "council": "council",
    "director": "director_general",
    "officer": "department",
    "supervisor": "supervisor",
    "worker": "onsite",
}
LEVELS = ("committee", "director", "head", "clerk", "cadre")


class CadenceCase(StakeholderCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for role, tier in TIERS.items():
            cls.users[role].partner_id.stakeholder_tier = tier
        cls.unit = cls._unit("School")
        cls._agree(cls.unit)

    @classmethod
    def _unit(cls, name, party_class="unit", **values):
        unit = cls.env["res.partner"].create(
            {
                "name": name,
                "is_company": True,
                "stakeholder_class": party_class,
                "stakeholder_user_id": cls.users["worker"].id,
                **values,
            }
        )
        cls._since(unit, date(2024, 1, 1))
        cls.env["res.partner"].create(
            [
                {"name": level, "parent_id": unit.id, "stakeholder_level": level}
                for level in LEVELS
            ]
        )
        return unit

    @classmethod
    def _since(cls, unit, day):
        """The centre has known ``unit`` since ``day``."""
        cls.env.cr.execute(
            "UPDATE res_partner SET create_date = %s WHERE id = %s", [day, unit.id]
        )
        unit.invalidate_recordset(["create_date"])

    @classmethod
    def _agree(cls, unit, first=date(2025, 1, 1), last=date(2027, 12, 31)):
        return cls.env["stakeholder.agreement"].create(
            {
                "name": f"Service {first}",
                "partner_id": unit.id,
                "date_start": first,
                "date_end": last,
                "date_signed": first,
                "state": "signed",
            }
        )

    def _meet(self, role, *levels, day=None, unit=None, **values):
        unit = unit or self.unit
        day = day or date(2026, 11, 24)
        people = unit.child_ids.filtered(lambda one: one.stakeholder_level in levels)
        # Whoever writes it down, it counts for whoever was there.
        own = self.env["stakeholder.communication"].with_user(self.users["worker"])
        return own.create(
            {
                "partner_id": unit.id,
                "at": self.local(day.year, day.month, day.day, 9),
                "our_ids": self.users[role].partner_id.ids,
                "their_ids": people.ids,
                "form": "face",
                "summary": "Met",
                **values,
            }
        )

    def _line(self, name):
        return self.env.ref(f"{MODULE}.stakeholder_cadence_{name}")

    def _of(self, name, day=None, unit=None):
        """(done, required) of one line of one unit; None where nothing is asked."""
        self.env.flush_all()
        cadence = self.env["stakeholder.cadence"]
        owed = cadence._coverage(unit or self.unit, day or date(2026, 11, 24))
        for one in owed:
            if one.line == self._line(name):
                return one.done, one.required
        return None

    def _due(self, unit=None):
        domain = [("partner_id", "=", (unit or self.unit).id)]
        return self.env["stakeholder.contact.due"].search(domain)

    def _refresh(self, unit=None):
        self.env["stakeholder.contact.due"]._refresh(unit or self.unit)
