from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.tools import SQL

from .stakeholder_communication import FILING_OF_CHANNEL, LEVEL_BITS, TIER_BITS
from .stakeholder_party_mixin import ACCESS_FIELDS

# Clocks of telephones differ; nobody writes down tomorrow.
TOLERANCE = timedelta(minutes=10)
FORM_LANG = "zh_CN"
PEOPLE_FIELDS = {"our_ids", "their_ids", "at"}
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
        columns = self._worked_out(rows)
        return [
            {
                **vals,
                **values,
                "our_ids": [Command.set(row["our_ids"])],
                "their_ids": [Command.set(values["their_ids"])],
            }
            for vals, row, values in zip(vals_list, rows, columns, strict=True)
        ]

    @api.model
    def _with_defaults(self, vals_list):
        """Looked up once for all that were typed with the same fields."""
        defaults = {}
        for vals in vals_list:
            if (key := frozenset(vals)) not in defaults:
                full = self._add_missing_default_values(vals)
                defaults[key] = {name: full[name] for name in full.keys() - key}
        return [{**defaults[frozenset(vals)], **vals} for vals in vals_list]

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

    def _as_rows(self):
        """The records in the form that ``_worked_out`` takes."""
        return [
            {
                **row,
                "at": talk.at,
                "our_ids": talk.our_ids.ids,
                "their_ids": talk.their_ids.ids,
                "channel_id": talk.channel_id.id,
            }
            for talk, row in zip(self, self._party_rows(), strict=True)
        ]

    @api.model
    def _worked_out(self, rows):
        """The columns nobody types, for each of ``rows``."""
        parties = self._party_columns(rows)
        words = self._words()
        # sudo: names, tiers and levels of contacts stand on the record by design
        partners = self.env["res.partner"].sudo()
        days, channels, found = {}, self._channel_codes(rows), []
        sides = {tuple(row["our_ids"]) for row in rows}
        ours = {ids: self._our_side(partners.browse(ids), words) for ids in sides}
        for row, columns in zip(rows, parties, strict=True):
            key = row["company_id"]
            if key not in days:
                company = self.env["res.company"].browse(key)
                days[key] = self.env["stakeholder.policy"]._current(company).calendar_id
            their_ids = self._other_side(row, columns)
            self._check_row(row, columns, their_ids)
            their = partners.browse(their_ids)
            found.append(
                {
                    **columns,
                    **ours[tuple(row["our_ids"])],
                    "their_ids": their_ids,
                    "date": days[key]._stakeholder_local_date(row["at"]),
                    "their_levels": self._bits(their, "stakeholder_level", LEVEL_BITS),
                    "their_people": self._named(their, "stakeholder_level", words),
                    "filing": self._filing_of(columns["kind"], channels, row),
                }
            )
        return found

    @api.model
    def _our_side(self, people, words):
        return {
            "our_tiers": self._bits(people, "stakeholder_tier", TIER_BITS),
            "our_people": self._named(people, "stakeholder_tier", words),
        }

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
        """“name（level）” of each, as it stands on the paper."""
        return "、".join(
            f"{person.name}（{words[name][person[name]]}）"
            if person[name]
            else person.name or ""
            for person in people
        )

    @api.model
    def _words(self):
        partners = self.env["res.partner"].with_context(lang=FORM_LANG)
        return {
            name: dict(partners._fields[name]._description_selection(partners.env))
            for name in ("stakeholder_tier", "stakeholder_level")
        }

    # ------------------------------------------------------------
    # BAD INPUT
    # ------------------------------------------------------------

    @api.model
    def _check_row(self, row, columns, their_ids):
        # sudo: to name the party in the refusal
        party = self.env["res.partner"].sudo().browse(columns["partner_id"])
        if row["at"] > fields.Datetime.now() + TOLERANCE:
            raise ValidationError(
                self.env._(
                    "%s: a communication is recorded after it took place. Choose a "
                    "time that has passed.",
                    party.display_name,
                )
            )
        if not their_ids:
            raise ValidationError(
                self.env._(
                    "%s: nobody is named on the other side. Choose whom you met, or "
                    "add the person.",
                    party.display_name,
                )
            )
        if not row["our_ids"]:
            raise ValidationError(
                self.env._(
                    "%s: nobody is named on our side. Choose who was there.",
                    party.display_name,
                )
            )
        self._check_one_party(row, party, their_ids)

    @api.model
    def _check_one_party(self, row, party, their_ids):
        people = party.browse(their_ids).with_company(row["company_id"])
        for person in people - party:
            other = self._party_of(person)
            if other != party and other.stakeholder_class:
                raise ValidationError(
                    self.env._(
                        "%(person)s belongs to %(other)s, not to %(party)s: people of "
                        "two units are two records. Make one for each.",
                        person=person.name,
                        other=other.display_name,
                        party=party.display_name,
                    )
                )

    def _refresh(self, names):
        """{record: what follows an edit}; snapshots only of people or day edited."""
        columns, found = self._worked_out(self._as_rows()), {}
        for talk, values in zip(self, columns, strict=True):
            keep = {"partner_id", "kind", "filing", *ACCESS_FIELDS}
            if not names & PEOPLE_FIELDS:
                values = {name: values[name] for name in keep}
            elif set(values.pop("their_ids")) != set(talk.their_ids.ids):
                raise UserError(
                    self.env._(
                        "%s: nobody is named on the other side. Choose whom you met, "
                        "or add the person.",
                        talk.partner_id.display_name,
                    )
                )
            found[talk] = values
        return found

    # ------------------------------------------------------------
    # WHO MET WHOM
    # ------------------------------------------------------------

    @api.model
    def _met(self, company, partner_ids, tiers, levels, first, last):
        """{party id: how many} of contacts between any of ``tiers`` and ``levels``.

        Both are bits (TIER_BITS, LEVEL_BITS), 0 for anybody; the last day counts.
        Counted past the rules: whoever asks shows numbers, no words (U3.2).
        """
        self.flush_model()
        condition = SQL("TRUE")
        if tiers:
            condition = SQL("%s AND our_tiers & %s <> 0", condition, tiers)
        if levels:
            condition = SQL("%s AND their_levels & %s <> 0", condition, levels)
        rows = self.env.execute_query(
            SQL(
                """
                SELECT partner_id, count(*) FROM stakeholder_communication
                 WHERE company_id = %s AND partner_id = ANY(%s)
                   AND date BETWEEN %s AND %s AND kind = 'party' AND %s
                 GROUP BY partner_id
                """,
                *(company.id, list(partner_ids), first, last, condition),
            )
        )
        return dict(rows)
