import json

from odoo import models
from odoo.tools import SQL

from .stakeholder_verification import PERSON_FIELDS, SHEET_FIELDS

# Of a snapshot: what tells who it is; the level is a place, not a person.
KNOWN_BY = {*PERSON_FIELDS, *SHEET_FIELDS} - {"stakeholder_level"}
# Words of a contact that stand between the two sides and may call the person by name.
TALK_WORDS = (
    *("summary", "place", "purpose", "said", "work_summary", "needs", "their_words"),
    *("own_view", "view_of_centre", "goals", "roles", "addenda"),
)


def _renamed(people, known, gone):
    """``people``, each “name（level）”, where exactly ``known`` is called ``gone``.

    >>> _renamed("王芳华（办事员）、王芳（局长）", "王芳", "Erased 7")
    '王芳华（办事员）、Erased 7（局长）'
    """
    parts = [one.partition("（") for one in people.split("、")]
    return "、".join(
        f"{gone if name == known else name}{bracket}{level}"
        for name, bracket, level in parts
    )


class ResPartner(models.Model):
    """Where others keep the name of somebody who is erased (P22).

    Past the ORM: confirmations and filed contacts are closed to everything but this.
    """

    _inherit = "res.partner"

    def _stakeholder_unname(self, known, gone):
        """``known`` becomes ``gone`` among those who met, and on the unit's sheets."""
        if known:
            self._stakeholder_unname_talks(known, gone)
            self._stakeholder_unname_sheets(known, gone)
        self.env.cr.execute(
            SQL(
                "UPDATE survey_user_input SET email = NULL, nickname = NULL "
                "WHERE partner_id IN %s",
                tuple(self.ids),
            )
        )

    def _stakeholder_unname_talks(self, known, gone):
        """In the snapshot of both sides, and in the words of contacts with them."""
        own = SQL(
            "(partner_id IN %s OR id IN (SELECT stakeholder_communication_id FROM "
            "stakeholder_communication_their_rel WHERE res_partner_id IN %s))",
            *(tuple(self.ids), tuple(self.ids)),
        )
        met = self.env.execute_query(
            SQL(
                "SELECT id, their_people FROM stakeholder_communication "
                "WHERE their_people IS NOT NULL AND %s",
                own,
            )
        )
        self.env.cr.execute(
            SQL(
                "UPDATE stakeholder_communication AS c SET their_people = n.people "
                "FROM unnest(%s::int[], %s::text[]) AS n (id, people) "
                "WHERE n.id = c.id",
                [id_ for id_, _people in met],
                [_renamed(people, known, gone) for _id, people in met],
            )
        )
        replaced = SQL(", ").join(
            SQL("%(name)s = replace(%(name)s, %(known)s, %(gone)s)", **word)
            for word in (
                {"name": SQL.identifier(name), "known": known, "gone": gone}
                for name in TALK_WORDS
            )
        )
        self.env.cr.execute(
            SQL("UPDATE stakeholder_communication SET %s WHERE %s", replaced, own)
        )

    def _stakeholder_unname_sheets(self, known, gone):
        """On the confirmed sheets of a unit: who it was, and the lines that told so."""
        sheets = self._stakeholder_sheets()
        # By whatever they were called and reached at, on any of them.
        words = {known} | {
            part[name]
            for _id, _snapshot, _changes, parts in sheets
            for part in parts
            for name in ("name", "phone", "email")
            if part.get(name)
        }
        for id_, snapshot, changes, parts in sheets:
            for part in parts:
                part |= dict.fromkeys(part.keys() & KNOWN_BY, "") | {"name": gone}
            told = [
                gone if any(word in line for word in words) else line
                for line in (changes or "").splitlines()
            ]
            self.env.cr.execute(
                SQL(
                    "UPDATE stakeholder_verification SET snapshot = %s, changes = %s "
                    "WHERE id = %s",
                    *(json.dumps(snapshot), "\n".join(dict.fromkeys(told)) or None),
                    id_,
                )
            )

    def _stakeholder_sheets(self):
        """[(id, snapshot, changes, the parts of the snapshot that are theirs)]"""
        keys = [str(id_) for id_ in self.ids]
        rows = self.env.execute_query(
            SQL(
                "SELECT id, partner_id, snapshot, changes "
                "FROM stakeholder_verification "
                "WHERE partner_id IN %s OR snapshot->'people' ?| %s",
                *(tuple(self.ids), keys),
            )
        )
        found = []
        for id_, unit_id, snapshot, changes in rows:
            people = snapshot["people"]
            parts = [people[key] for key in keys if key in people]
            if unit_id in self.ids:
                parts.append(snapshot["unit"])
            found.append((id_, snapshot, changes, parts))
        return found
