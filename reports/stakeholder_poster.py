import base64
import io

import qrcode

from odoo import api, models

from ..tools.form_dates import FORM_LANG


class StakeholderPosterReport(models.AbstractModel):
    """The sheet for the suggestion box, with a code for the phone (C1)."""

    _name = "report.stakeholder_relations.report_poster"
    _description = "Poster for the Suggestion Box"

    @api.model
    def _get_report_values(self, docids, data=None):
        policies = self.env["stakeholder.policy"].browse(docids)
        if not policies:
            policies = policies._current(self.env.company)
        url = f"{policies[:1].get_base_url()}/opinion"
        image = io.BytesIO()
        qrcode.make(url).save(image)
        code = base64.b64encode(image.getvalue()).decode()
        return {
            "doc_ids": policies.ids,
            "docs": policies.with_context(lang=FORM_LANG),
            "url": url,
            "code": f"data:image/png;base64,{code}",
            "centre": self.env.company,
        }
