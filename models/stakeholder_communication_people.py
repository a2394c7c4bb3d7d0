from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Command

from ..tools.form_dates import FORM_LANG
from .stakeholder_communication import (
    FILING_OF_CHANNEL,
    LEVEL_BITS,
    SNAPSHOT_FIELDS,
    TIER_BITS,
)

PEOPLE_FIELDS = {"our_ids", "their_ids", "at"}
# By what those of each side are counted, and their bits.
COUNTED_BY = {
    "our_ids": ("stakeholder_tier", TIER_BITS),
    "their_ids": ("stakeholder_level", LEVEL_BITS),
}
PARTY_FIELDS = {"partner_id", "kind", "company_id", "user_id"}


class StakeholderCommunication(models.Model):
    """What is worked out when one is written: in a few queries, however many."""

    _inherit = "stakeholder.communication"

    # ------------------------------------------------------------
    # CREATE AND WRITE
    # ------------------------------------------------------------

    @api.model
    def _complete(self, vals_list):
        """``vals_list`` with all that is not typed: the party, readers, snapshots."""
        # The default of the column is nobody's choice of what a contact is.
        kinds = [vals.get("kind") for vals in vals_list]
        vals_list = self._with_defaults(vals_list)
        rows = [
            {**self._typed(vals), "kind": kind}
            for vals, kind in zip(vals_list, kinds, strict=True)
        ]
        self._take_party_of_people(rows)
        full = [
            {
                **vals,
                **values,
                "our_ids": [Command.set(row["our_ids"])],
                "their_ids": [Command.set(values["their_ids"])],
            }
            for vals, row, values in zip(
                vals_list, rows, self._worked_out(rows), strict=True
            )
        ]
        # What is empty need not be written.
        return [
            {name: value for name, value in vals.items() if value is not False}
            for vals in full
        ]

    @api.model
    def _with_defaults(self, vals_list):
        """Looked up once for all that were typed with the same fields."""
        defaults = {}
        for vals in vals_list:
            if (key := frozenset(vals)) not in defaults:
                typed = {name: vals[name] for name in key - SNAPSHOT_FIELDS}
                full = self._add_missing_default_values(typed)
                defaults[key] = {name: full[name] for name in full.keys() - key}
        return [{**defaults[frozenset(vals)], **vals} for vals in vals_list]

    @api.model
    def _add_missing_default_values(self, values):
        """Not a second time for what has been completed."""
        if SNAPSHOT_FIELDS <= values.keys():
            return values
        return super()._add_missing_default_values(values)

    @api.model
    def _typed(self, vals):
        return {
            "company_id": vals.get("company_id"),
            "partner_id": vals.get("partner_id"),
            "user_id": vals.get("user_id"),
            "at": fields.Datetime.to_datetime(vals.get("at")),
            "our_ids": self._people_ids(vals.get("our_ids")),
            "their_ids": self._people_ids(vals.get("their_ids")),
            "channel_id": vals.get("channel_id"),
        }

    @api.model
    def _people_ids(self, commands):
        """The ids a new record is linked to; a new contact is made on the way."""
        ids = []
        for command in commands or ():
            if isinstance(command, int):
                ids.append(command)
            elif command[0] == Command.CREATE:
                ids.append(self.env["res.partner"].create(command[2]).id)
            elif command[0] == Command.LINK:
                ids.append(command[1])
            elif command[0] == Command.SET:
                ids = list(command[2])
        return ids

    @api.model
    def _take_party_of_people(self, rows):
        """Only the people were named: the party is theirs."""
        for row in rows:
            if not row["partner_id"] and row["their_ids"]:
                row["partner_id"] = row["their_ids"][0]
            if not row["partner_id"]:
                raise ValidationError(
                    self.env._(
                        "A communication is with somebody: choose the party or the "
                        "people you met."
                    )
                )

    @api.model
    def _worked_out(self, rows, are_new=True):
        """The columns nobody types, for each of ``rows``; the same people once.

        ``are_new``: the people have just been named. Who was met and has moved to
        another unit since stays on what was recorded then.
        """
        met = [self._people_key(row) for row in rows]
        distinct = dict(zip(met, rows, strict=True))
        sides, channels = self._sides(distinct, are_new), self._channel_codes(rows)
        days, now, found = self._days(rows), fields.Datetime.now(), []
        for row, key in zip(rows, met, strict=True):
            columns = sides[key]
            self._check_time(row, columns, now)
            found.append(
                {
                    **columns,
                    "date": days[row["company_id"], row["at"]],
                    "filing": self._filing_of(columns["kind"], channels, row),
                }
            )
        return found

    @api.model
    def _people_key(self, row):
        names = ("company_id", "partner_id", "user_id", "kind")
        people = tuple(row["our_ids"]), tuple(row["their_ids"])
        facts = (*(row[name] for name in names), row.get("department_id"))
        return (*facts, *people)

    @api.model
    def _days(self, rows):
        """{(company id, moment): the day it was there}, each once."""
        companies = self.env["res.company"].browse({row["company_id"] for row in rows})
        policy = self.env["stakeholder.policy"]
        calendars = {one.id: policy._current(one).calendar_id for one in companies}
        return {
            (id_, at): at and calendars[id_]._stakeholder_local_date(at)
            for id_, at in {(row["company_id"], row["at"]) for row in rows}
        }

    @api.model
    def _sides(self, distinct, are_new):
        """{key: party, readers and both sides as they are now} of ``distinct`` rows."""
        # sudo: names, tiers and levels of contacts stand on the record by design
        people = self.env["res.partner"].sudo()
        found, loose, known = {}, [], {}
        of_company = self._parties_of(distinct.values())
        columns_of = self._party_columns(distinct.values(), of_company)
        for (key, row), columns in zip(distinct.items(), columns_of, strict=True):
            their_ids = self._other_side(row, columns)
            self._check_people(row, columns, their_ids)
            if are_new:
                parties = of_company[row["company_id"]]
                loose += self._check_one_party(row, columns, their_ids, parties)
            ours, theirs = people.browse(row["our_ids"]), people.browse(their_ids)
            our_tiers, our_people = self._side("our_ids", ours, known)
            their_levels, their_people = self._side("their_ids", theirs, known)
            found[key] = {
                **columns,
                "our_tiers": our_tiers,
                "our_people": our_people,
                "their_ids": their_ids,
                "their_levels": their_levels,
                "their_people": their_people,
            }
        self._check_own_parties(loose)
        return found

    @api.model
    def _side(self, side, people, known):
        """(bits, words) of the people on one side; each group once in ``known``."""
        key = side, people._ids
        if key not in known:
            name, bits = COUNTED_BY[side]
            if name not in known:
                known[name] = self._words(name)
            known[key] = (
                self._bits(people, name, bits),
                self._named(people, name, known[name]),
            )
        return known[key]

    @api.model
    def _filing_of(self, kind, channels, row):
        code = channels.get(row["channel_id"])
        return FILING_OF_CHANNEL.get(code, "none") if kind == "party" else "none"

    @api.model
    def _channel_codes(self, rows):
        ids = {row["channel_id"] for row in rows if row["channel_id"]}
        return {one.id: one.code for one in self.env["stakeholder.option"].browse(ids)}

    @api.model
    def _other_side(self, row, columns):
        """Whoever was named, without naming them: the person itself."""
        if row["their_ids"]:
            return row["their_ids"]
        # sudo: of whom the record is about, and whether it is a person
        given = self.env["res.partner"].sudo().browse(row["partner_id"])
        is_person = given.id != columns["partner_id"] or not given.is_company
        return [given.id] if is_person else []

    @api.model
    def _bits(self, people, name, bits):
        found = 0
        for person in people:
            found |= bits.get(person[name], 0)
        return found

    @api.model
    def _named(self, people, name, words):
        """“name（level）” of each, as it stands on the paper; of others the title."""
        found = []
        for person in people:
            level = words.get(person[name])
            if person[name] == "other":
                level = person.function or level
            found.append(f"{person.name}（{level}）" if level else person.name or "")
        return "、".join(found)

    @api.model
    def _words(self, name):
        partners = self.env["res.partner"].with_context(lang=FORM_LANG)
        return dict(partners._fields[name]._description_selection(partners.env))
