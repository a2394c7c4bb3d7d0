from odoo import SUPERUSER_ID, api
from odoo.fields import Domain


def migrate(cr, version):
    """Who was responsible in past periods, as far as scorecards have kept it."""
    env = api.Environment(cr, SUPERUSER_ID, {})
    cards = env["stakeholder.scorecard"]
    for company in env["res.company"].search([("id", "!=", False)]):
        own = cards.with_company(company)
        today = own.env["resource.calendar"]._stakeholder_centre_today()
        past = own.search(
            Domain("company_id", "=", company.id)
            & Domain("date_to", "<", today)
            & Domain("user_id", "!=", False),
            order="date_to DESC, id DESC",
        )
        _keep(own.env["stakeholder.responsibility"], past)


def _keep(history, cards):
    """A row where another one was responsible at the end of the next period."""
    for unit, own in cards.grouped("partner_id").items():
        after = unit.with_company(history.env.company).stakeholder_user_id
        for date, same in own.grouped("date_to").items():
            # The one made first is nearest to the period.
            user = same.sorted("id")[0].user_id
            if user != after:
                history._keep({unit: user}, date)
            after = user
