from odoo import api, fields, models

from ..tools.small_groups import SMALLEST

REPORT = "stakeholder_relations.action_report_clauses"


class StakeholderClauseReport(models.TransientModel):
    """Clause by clause: which records satisfied it in the period (U4.10, X8)."""

    _name = "stakeholder.clause.report"
    _inherit = ["stakeholder.span.window"]
    _description = "Clause Report"

    line_ids = fields.One2many("stakeholder.clause.line", "report_id", "Clauses")

    def _refresh(self):
        """Count again, at the level of secrecy of whoever asks."""
        self.ensure_one()
        span = self._span()
        rows = []
        for clause in self.env["stakeholder.clause"]._valid(span):
            own = {"report_id": self.id, "clause_id": clause.id}
            for evidence in clause.evidence_ids:
                count, others = evidence._count(span)
                rows.append(
                    {
                        **own,
                        "evidence_id": evidence.id,
                        "count": count,
                        "others": others or 0,
                        "is_told": others is not None,
                        "is_open": evidence._is_open(),
                    }
                )
            if not clause.evidence_ids:
                rows.append(own)
        self.line_ids.unlink()
        self.env["stakeholder.clause.line"].create(rows)

    def action_show(self):
        self._refresh()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "stakeholder_relations.stakeholder_clause_line_action"
        )
        name = f"{action['name']} {self.date_from} — {self.date_to}"
        return {**action, "name": name, "domain": [("report_id", "=", self.id)]}

    def action_print(self):
        self.ensure_one()
        return self.env.ref(REPORT).report_action(self, config=False)


class StakeholderClauseLine(models.TransientModel):
    """One kind of record that satisfies a clause, and how many there are."""

    _name = "stakeholder.clause.line"
    _description = "Line of the Clause Report"
    _order = "id"
    _rec_name = "clause_id"

    report_id = fields.Many2one(
        "stakeholder.clause.report", required=True, index=True, ondelete="cascade"
    )
    clause_id = fields.Many2one("stakeholder.clause", required=True)
    chapter = fields.Selection(
        related="clause_id.chapter", store=True, string="Chapter"
    )
    wording = fields.Char(related="clause_id.name", string="Wording of the Clause")
    code = fields.Char(related="clause_id.code", string="Clause No.")
    documents = fields.Html("Documents Cited", compute="_compute_documents")
    evidence_id = fields.Many2one("stakeholder.clause.evidence")
    evidence = fields.Char(related="evidence_id.name", string="Kind of Record")
    count = fields.Integer("Number of Records", aggregator=None)
    others = fields.Integer(aggregator=None)
    is_told = fields.Boolean()
    is_open = fields.Boolean()
    others_label = fields.Char(
        "Others, Not Shown",
        compute="_compute_others_label",
        help="Records you may not read, in steps of five. Whether there are any is not "
        "said where they are fewer than five; of days that are no whole half-year or "
        "year nothing is said.",
    )

    @api.depends_context("lang")
    @api.depends("clause_id")
    def _compute_documents(self):
        for line in self:
            # sudo: names and links that every employee may read
            line.documents = line.clause_id.sudo().document_ids._html()

    @api.depends("others", "is_told", "is_open", "evidence_id")
    def _compute_others_label(self):
        for line in self:
            if line.is_open or not line.evidence_id:
                line.others_label = False
            elif not line.is_told:
                line.others_label = "—"
            else:
                some = f"≥{line.others}"
                line.others_label = some if line.others else f"＜{SMALLEST}"

    def action_open(self):
        """The records behind the number, as far as one may read them."""
        self.ensure_one()
        evidence = self.evidence_id
        return {
            "type": "ir.actions.act_window",
            "name": evidence.name,
            "res_model": evidence.model,
            "views": [[False, "list"], [False, "form"]],
            "domain": list(evidence._records_domain(self.report_id._span())),
            "context": {"create": False},
        }
