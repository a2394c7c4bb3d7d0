from odoo import fields
from odoo.http import Controller, content_disposition, request, route

REGISTERS = {
    "complaints": ("stakeholder.complaint", "state", []),
    "communications": ("stakeholder.communication", "form", []),
    "scorecards": ("stakeholder.scorecard", "result", []),
    "parties": (
        "res.partner",
        "stakeholder_class",
        [("stakeholder_class", "!=", False)],
    ),
}
# model: the day by which a record belongs to a period
DAYS = {
    "stakeholder.complaint": "date_received",
    "stakeholder.communication": "date",
    "stakeholder.scorecard": "date_to",
}
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class StakeholderRegister(Controller):
    """The registers as workbooks, each at the reader's level of secrecy (X4)."""

    @route(
        "/stakeholder_relations/register/<string:name>.xlsx",
        type="http",
        auth="user",
        methods=["GET"],
    )
    def register(self, name):
        if name not in REGISTERS or not request.env.user.has_group(
            "base.group_allow_export"
        ):
            return request.not_found()
        model, group_by, domain = REGISTERS[name]
        if not request.env[model].has_access("read"):
            return request.not_found()
        records = request.env[model].search(domain)
        if model == "stakeholder.complaint":
            records._log_export()
        title = request.env["ir.model"]._get(model).name
        content = request.env["stakeholder.register"]._write(records, title, group_by)
        return self._workbook(content, self._filename(name, model, domain))

    @route(
        "/stakeholder_relations/import_template.xlsx",
        type="http",
        auth="user",
        methods=["GET"],
    )
    def import_template(self):
        if not request.env["stakeholder.import"].has_access("create"):
            return request.not_found()
        content = request.env["stakeholder.import"]._template()
        return self._workbook(content, "导入模板.xlsx")

    def _filename(self, name, model, domain):
        """In the reader's language, with the days of the first and the last record."""
        title = {
            "complaints": request.env._("Register of Complaints"),
            "communications": request.env._("Register of Communications"),
            "scorecards": request.env._("Register of Scorecards"),
            "parties": request.env._("Register of Parties"),
        }[name]
        span = []
        if day := DAYS.get(model):
            aggregates = [f"{day}:min", f"{day}:max"]
            [span] = request.env[model]._read_group(domain, aggregates=aggregates)
        # What is listed as it is now bears the day of today.
        today = fields.Date.context_today(request.env.user)
        days = [str(one) for one in span if one] or [str(today)]
        return f"{title} {' - '.join(dict.fromkeys(days))}.xlsx"

    def _workbook(self, content, filename):
        disposition = content_disposition(filename)
        headers = [("Content-Type", TYPE), ("Content-Disposition", disposition)]
        return request.make_response(content, headers)
