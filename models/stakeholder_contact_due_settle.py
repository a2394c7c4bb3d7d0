from odoo import api, models

DAYS = ("date_start", "date_due", "done", "required")
OWED_BY = ("user_id", "department_id")


class StakeholderContactDue(models.Model):
    """What becomes of a row when agreements, lines or records were corrected (U3.2).

    Rows of the periods around today follow what is asked today; the others what was
    asked then, as it is known now.
    """

    _inherit = "stakeholder.contact.due"

    @api.model
    def _refresh(self, parties):
        """Make, correct and remove what is owed to ``parties``."""
        today = self._notice_today(self.env.company)
        # sudo: what is owed follows from the lines, whoever is at work
        own = self.sudo()
        rows = own._rows(parties)
        owed = self.env["stakeholder.cadence"].sudo()._coverage(parties, today)
        pairs = rows._pair(owed)
        left = rows - own.union(*(row for _one, row in pairs))
        pairs += left._pair_again({one.key for one in owed})
        kept = [
            (one, row, state)
            for one, row in pairs
            if (state := own._becomes(one, row, today))
        ]
        (rows - own.union(*(row for _one, row, _state in kept))).unlink()
        own._settle(kept)

    def _pair(self, owed):
        """[(Owed, the row of it or none)]: of the same first day, else the same days.

        The first day of a row moves with its agreement; who has it in the diary keeps
        it there.
        """
        by_place = {}
        for row in self:
            by_place.setdefault(row._key()[:2] + row._key()[3:], []).append(row)
        pairs = []
        for one in owed:
            rows = by_place.get((one.line.id, one.party.id, one.festival.id), [])
            fitting = [row for row in rows if row._is_row_of(one)]
            row = min(
                fitting,
                key=lambda row, one=one: row.date_start != one.window.first,
                default=self.browse(),
            )
            if row:
                rows.remove(row)
            pairs.append((one, row))
        return pairs

    def _is_row_of(self, one):
        """Whether this is the row of ``one`` Owed, on some of its days at least."""
        return (
            self._key()[:2] == one.key[:2]
            and self.festival_id == one.festival
            and bool(one.window.overlap(self.date_start, self.date_due))
        )

    def _pair_again(self, taken):
        """[(Owed, row)] of rows that today's lines and agreements ask nothing of.

        Still owed is nothing of whom nothing is asked any more; missed stays missed.
        """
        if not self:
            return []
        found = self.env["stakeholder.cadence"].sudo()._coverage_of(self)
        return [
            (one, row)
            for row, one in found.items()
            if one.key not in taken
            and (row.state == "missed" or row.cadence_id._asks(row.partner_id))
        ]

    @api.model
    def _becomes(self, one, row, today):
        """ "open", "missed" or None: the state of the row of ``one`` Owed."""
        if not one.remaining:
            return None
        if one.window.last < today:
            return "missed" if row else None
        return "open" if self._is_asked(one, today, row) else None

    @api.model
    def _is_asked(self, one, today, row):
        """Its time has come; or it is in the diary before it has."""
        begin = one.window.last - self._lead(one.line)
        if not one.festival:
            begin = max(begin, one.window.first)
        return begin <= today or bool(row and row._planned())

    @api.model
    def _settle(self, kept):
        """Bring the rows of ``kept`` [(Owed, row, state)] up to it, make new ones."""
        vals_list = []
        all_values = self._rows_values([one for one, _row, _state in kept])
        for (_one, row, state), values in zip(kept, all_values, strict=True):
            if row:
                row._correct({**values, "state": state})
            else:
                vals_list.append({**values, "state": state})
        self._add(vals_list)

    def _correct(self, values):
        """Bring a row up to ``values``: another is to do it, other days count.

        Where it may still be done it is open again. Whoever missed it did, also when
        somebody else is responsible by now.
        """
        names = (*DAYS, "state", *(OWED_BY if values["state"] == "open" else ()))
        changed = {
            name: values[name]
            for name in names
            if self[name] != self._fields[name].convert_to_record(values[name], self)
        }
        if not changed:
            return
        reminders = self.activity_ids.filtered("automated")
        is_told = self.state == values["state"] == "missed"
        if "date_due" in changed and not is_told:
            # What was said spoke of another day: it is said anew when its time comes.
            reminders.unlink()
            changed["date_noticed"] = False
        elif reminders:
            own = {"user_id": "user_id", "date_due": "date_deadline"}
            moved = {own[name]: changed[name] for name in changed.keys() & own.keys()}
            quick = {"mail_activity_quick_update": True}
            reminders.with_context(**quick).write(moved)
        self.write(changed)
