from odoo.http import route

from odoo.addons.web.controllers.report import ReportController


class StakeholderReportController(ReportController):
    """Printing a case is on its trail: begun for writing, not begun a second time."""

    def _is_readonly(self, _rule, args):
        return not args["reportname"].startswith("stakeholder_relations.")

    @route(readonly=_is_readonly)
    def report_routes(self, reportname, docids=None, converter=None, **data):
        return super().report_routes(reportname, docids, converter, **data)
