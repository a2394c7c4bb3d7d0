import json

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

from ..tools.sheet_values import name_key, parse_date, phone_key
from .stakeholder_import_template import (
    CLASSES,
    DATES,
    NAME_COLUMN,
    SHEETS,
    WORDS,
)


class StakeholderImportLine(models.TransientModel):
    """One row of the workbook and what becomes of it."""

    _name = "stakeholder.import.line"
    _description = "Row to Import"
    _order = "id"

    import_id = fields.Many2one("stakeholder.import", required=True, ondelete="cascade")
    sheet = fields.Char(readonly=True)
    row = fields.Integer(readonly=True)
    values = fields.Text(readonly=True)
    name = fields.Char(compute="_compute_name")
    decision = fields.Selection(
        [
            ("create", "Create"),
            ("keep", "There already: leave it"),
            ("update", "There already: fill it up"),
            ("problem", "Not taken"),
        ],
        "What Becomes of It",
    )
    partner_id = fields.Many2one("res.partner", "Found", readonly=True)
    problem = fields.Char(readonly=True)

    @api.depends("values", "sheet")
    def _compute_name(self):
        for line in self:
            line.name = line._cells().get(NAME_COLUMN.get(line.sheet))

    def _cells(self):
        return json.loads(self.values or "{}")

    # ------------------------------------------------------------
    # CHECKING
    # ------------------------------------------------------------

    def _check(self):
        """Decide for each row; a row of the same name before it is named."""
        known, seen = self._known_partners(), {}
        for line in self:
            try:
                line._check_one(known, seen)
            except (UserError, ValueError) as error:
                line.write({"decision": "problem", "problem": str(error)})

    def _check_one(self, known, seen):
        cells = self._cells()
        self._check_required(cells)
        self._vals(cells)
        key = self._key(cells)
        if key in seen:
            raise UserError(self.env._("The same as row %s of this sheet.", seen[key]))
        seen[key] = self.row
        if self.sheet == "服务协议":
            self._check_agreement(cells, known, seen)
            return
        if self.sheet == "对接人员":
            self._check_unit_is_known(cells["单位名称"], known, seen)
        found = self._find(cells, known)
        if found and self._is_another_class(found):
            raise UserError(
                self.env._(
                    "“%s” is there already as a party of another class.", found.name
                )
            )
        self.write({"decision": "keep" if found else "create", "partner_id": found.id})

    def _check_required(self, cells):
        for heading in SHEETS[self.sheet]:
            column = heading.lstrip("*")
            if cells.get(column) == "=":
                raise UserError(
                    self.env._("“%s” holds a formula. Paste its value.", column)
                )
            if heading[0] == "*" and not cells.get(column):
                raise UserError(self.env._("“%s” is empty.", column))

    def _check_agreement(self, cells, known, seen):
        self._check_unit_is_known(cells["对象名称"], known, seen)
        start, end = self._date(cells, "开始日期"), self._date(cells, "结束日期")
        if start > end:
            raise UserError(self.env._("The agreement would end before it begins."))
        partner = known["units"].get(name_key(cells["对象名称"]))
        own = ("company_id", "=", self.env.company.id)
        domain = [own, ("state", "!=", "withdrawn")]
        if cells.get("编号"):
            domain += [("number", "=", cells["编号"])]
        else:
            domain += [("name", "=", cells["项目"]), ("date_start", "=", start)]
            domain += [("partner_id", "=", partner.id if partner else 0)]
        there = self.env["stakeholder.agreement"].search(domain, limit=1)
        decision = "keep" if there else "create"
        self.write({"decision": decision, "partner_id": partner and partner.id})

    def _check_unit_is_known(self, name, known, seen):
        key = name_key(name)
        in_file = any((sheet, key) in seen for sheet in CLASSES)
        if key not in known["units"] and not in_file:
            raise UserError(
                self.env._("“%s” is neither among the parties nor in this file.", name)
            )

    def _key(self, cells):
        if self.sheet == "服务协议":
            names = ("编号",) if cells.get("编号") else ("对象名称", "项目", "开始日期")
            return (self.sheet, *(name_key(cells[name]) for name in names))
        key = name_key(cells[NAME_COLUMN[self.sheet]])
        if self.sheet == "对接人员":
            return (self.sheet, key, name_key(cells["单位名称"]))
        if self.sheet == "服务对象":
            return (self.sheet, key, phone_key(cells.get("电话")))
        return (self.sheet, key)

    def _is_another_class(self, partner):
        wanted = CLASSES.get(self.sheet)
        own = partner.stakeholder_class
        return bool(wanted and own and own != wanted)

    # ------------------------------------------------------------
    # DUPLICATES
    # ------------------------------------------------------------

    @api.model
    def _known_partners(self):
        """Who is there: by name, by telephone, people by unit; one look for all."""
        partners = self.env["res.partner"].search([])  # pylint: disable=no-search-all
        known = {"names": {}, "phones": {}, "people": {}, "units": {}}
        for partner in partners:
            key = name_key(partner.name)
            if partner.parent_id:
                known["people"][key, partner.parent_id.id] = partner
                continue
            known["names"].setdefault(key, partner)
            if partner.stakeholder_class:
                known["units"][key] = partner
            if phone := phone_key(partner.phone):
                known["phones"].setdefault(phone, partner)
        recipients = self.env["stakeholder.recipient"].search(
            [("company_id", "=", self.env.company.id)]
        )
        known["recipients"] = {
            name_key(one.partner_id.name): one.partner_id for one in recipients
        }
        return known

    def _find(self, cells, known):
        """The contact a row speaks of; the telephone tells where names differ."""
        none = self.env["res.partner"]
        key = name_key(cells[NAME_COLUMN[self.sheet]])
        if self.sheet == "对接人员":
            unit = known["units"].get(name_key(cells["单位名称"]))
            return known["people"].get((key, unit.id), none) if unit else none
        if self.sheet == "服务对象":
            return known["recipients"].get(key, none)
        phone = phone_key(cells.get("电话"))
        return known["names"].get(key) or known["phones"].get(phone) or none

    # ------------------------------------------------------------
    # LOADING
    # ------------------------------------------------------------

    def _load(self, parties):
        """Make the record; ``parties``: {name key: partner}, grows with each party."""
        cells = self._cells()
        vals = self._vals(cells)
        if self.sheet == "服务协议":
            partner = self._party(cells["对象名称"], parties)
            self.env["stakeholder.agreement"].create({**vals, "partner_id": partner.id})
        elif self.sheet == "服务对象":
            partner = self.env["res.partner"].create({"name": cells["姓名"]})
            self.env["stakeholder.recipient"].create({**vals, "partner_id": partner.id})
        elif self.decision == "update":
            empty = {name: vals[name] for name in vals if not self.partner_id[name]}
            self.partner_id.write(empty)
            parties[name_key(self.partner_id.name)] = self.partner_id
        elif self.sheet == "对接人员":
            vals["parent_id"] = self._party(cells["单位名称"], parties).id
            self.env["res.partner"].create(vals)
        else:
            partner = self.env["res.partner"].create(vals)
            parties[name_key(partner.name)] = partner

    def _party(self, name, parties):
        """The party of that name, there before or loaded from a sheet before."""
        if name_key(name) not in parties:
            raise UserError(self.env._("“%s” was not taken either.", name))
        return parties[name_key(name)]

    @api.model
    def _parties(self):
        found = self.env["res.partner"].search(
            [("stakeholder_class", "!=", False), ("parent_id", "=", False)]
        )
        return {name_key(partner.name): partner for partner in found}

    def _vals(self, cells):
        """The values of the record a row makes; raises where a cell cannot be read."""
        return {
            "用人单位": self._party_vals,
            "其他利益相关方": self._party_vals,
            "对接人员": self._person_vals,
            "服务对象": self._recipient_vals,
            "服务协议": self._agreement_vals,
        }[self.sheet](cells)

    def _party_vals(self, cells):
        given = filter(None, cells.get("资源形式", "").replace(",", "、").split("、"))
        return {
            "name": cells[NAME_COLUMN[self.sheet]],
            "is_company": True,
            "stakeholder_class": CLASSES[self.sheet],
            "phone": cells.get("电话"),
            "street": cells.get("地址"),
            "stakeholder_source": self._word("来源", cells),
            "stakeholder_referral_by": cells.get("转介人"),
            "stakeholder_referral_type": self._word("转介方式", cells),
            "stakeholder_care_note": cells.get("特殊事项"),
            **{
                f"stakeholder_gives_{self._lookup('资源形式', one.strip())}": True
                for one in given
            },
        }

    def _person_vals(self, cells):
        return {
            "name": cells["姓名"],
            "function": cells.get("职务"),
            "phone": cells.get("电话"),
            "stakeholder_level": self._word("对接层级", cells),
        }

    def _recipient_vals(self, cells):
        willingness = self._word("求助意愿", cells)
        orders = {"authority": cells.get("授权部门"), "order_ref": cells.get("文书")}
        line = {"kind": willingness, "reason": self.env._("Imported"), **orders}
        return {
            "kind": self._word("类型", cells) or "individual",
            "source": self._word("来源", cells) or "self",
            "referral_by": cells.get("转介人"),
            "referral_type": self._word("转介方式", cells),
            "phone": cells.get("电话"),
            "street": cells.get("地址"),
            "birthday": self._date(cells, "出生日期"),
            "willingness_ids": [Command.create(line)] if willingness else [],
        }

    def _agreement_vals(self, cells):
        start = self._date(cells, "开始日期")
        return {
            "name": cells["项目"],
            "number": cells.get("编号"),
            "date_start": start,
            "date_end": self._date(cells, "结束日期"),
            "date_signed": self._date(cells, "签订日期") or start,
            "form": self._word("形式", cells) or "written",
            "state": "signed",
        }

    def _date(self, cells, column):
        text = cells.get(column)
        try:
            return text and parse_date(text, end=DATES[column])
        except ValueError:
            raise UserError(
                self.env._(
                    "“%(text)s” in “%(column)s” is no date.", text=text, column=column
                )
            ) from None

    def _word(self, column, cells):
        text = cells.get(column)
        return self._lookup(column, text) if text else False

    def _lookup(self, column, text):
        words = WORDS[column]
        words = words.get(self.sheet, words)
        if text not in words:
            raise UserError(
                self.env._(
                    "“%(text)s” in “%(column)s”: one of %(words)s is meant.",
                    text=text,
                    column=column,
                    words="、".join(words),
                )
            )
        return words[text]
