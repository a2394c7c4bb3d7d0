import secrets

from odoo.http import Controller, request, route

from .stakeholder_public import MAX_BODY, read_files

ROOT = "/my/opinions"
# What can be done with one that was handed in.
STEPS = ("reply", "content", "withdraw")


class StakeholderPortal(Controller):
    """Units and recipients with a log-in: what they handed in themselves (P4).

    No access to any model: each page shows the same few things as the receipt page.
    What belongs to somebody else answers as what does not exist.
    """

    @route(ROOT, type="http", auth="user", website=True, methods=["GET"])
    def opinions(self, **_ignored):
        own = self._intake()._own_of(request.env.user)
        rows = [(one.id, one._shown()) for one in own]
        values = {"rows": rows, "page_name": "stakeholder_opinions"}
        return self._render("portal_opinions", values)

    @route(f"{ROOT}/new", type="http", auth="user", website=True, methods=["GET"])
    def new(self, **_ignored):
        return self._form({"token": secrets.token_hex(16)})

    @route(
        f"{ROOT}/new",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
        max_content_length=MAX_BODY,
    )
    def submit(self, **sent):
        intake, user = self._intake(), request.env.user
        # Who they are is known; what they are to the centre, of units alone (C7).
        known = {"party_class": self._party_class(sent), "name": "", "contact": ""}
        form, problems = intake._read_form({**sent, **known})
        limit = self._policy().reports_per_hour
        if not problems and not self._allows("report", limit):
            problems = [request.env._("Please try again later, or call us.")]
        if problems:
            return self._form(form, problems)
        row, _code, refused = intake._submit(
            request.env.company, form, read_files(), user
        )
        if not row:
            return request.redirect(ROOT)
        return self._show(row, refused=refused, done="added")

    @route(
        f"{ROOT}/<int:intake_id>",
        type="http",
        auth="user",
        website=True,
        methods=["GET"],
    )
    def opinion(self, intake_id, **_ignored):
        row = self._intake()._own_of(request.env.user, intake_id)
        return self._show(row) if row else request.not_found()

    @route(
        [f"{ROOT}/<int:intake_id>/{step}" for step in STEPS],
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
        max_content_length=MAX_BODY,
    )
    def step(self, intake_id, **sent):
        row = self._intake()._own_of(request.env.user, intake_id)
        if not row:
            return request.not_found()
        if not self._allows("operation", self._policy().operations_per_hour):
            words = request.env._("Please try again later, or call us.")
            return self._show(row, problem=words)
        name = request.httprequest.path.rstrip("/").rpartition("/")[2]
        return self._show(row, **getattr(self, f"_{name}")(row, sent))

    def _party_class(self, sent):
        """Nobody is a unit by saying so."""
        known = self._intake()._of_portal_user(request.env.user).get("party_class")
        said = sent.get("party_class")
        return known or (said if said in dict(self._classes()) else "")

    def _classes(self):
        return [
            ("recipient", request.env._("I receive a service of the centre")),
            ("external", request.env._("I am somebody else: a resident, a partner")),
        ]

    def _reply(self, row, sent):
        return row._added(sent.get("text") or "", read_files())

    def _content(self, row, sent):
        is_content = sent.get("content") == "yes"
        values = row._judge(is_content, sent.get("text") or "")
        return {**values, "step": "content"}

    def _withdraw(self, row, _sent):
        return {"done": row._withdraw_consent() and "withdrawn"}

    def _intake(self):
        return request.env["stakeholder.intake"]

    def _allows(self, kind, limit):
        login = request.env.user.login
        return request.env["stakeholder.throttle"]._allows(kind, login, limit)

    def _policy(self):
        return request.env["stakeholder.policy"]._current(request.env.company)

    def _form(self, form, problems=()):
        natures = request.env["stakeholder.complaint"]._fields["nature"]
        values = {
            "form": form,
            "problems": problems,
            "labels": self._intake()._labels(),
            "natures": natures._description_selection(request.env),
            "policy": self._policy(),
            "classes": [] if self._party_class({}) else self._classes(),
            "page_name": "stakeholder_opinion_new",
        }
        return self._render("portal_opinion_new", values)

    def _show(self, row, **values):
        shown = {"refused": (), "problem": None, "done": None, "text": "", **values}
        shown["step"] = values.get("step")
        shown |= {"receipt": row._shown(), "url": f"{ROOT}/{row.id}"}
        shown["page_name"] = "stakeholder_opinion"
        return self._render("portal_opinion", shown)

    def _render(self, template, values):
        """A page that says what it is and in which language, for those who listen."""
        lang = (request.env.context.get("lang") or "zh_CN").replace("_", "-")
        values |= {
            "title": request.env._("Opinions and Complaints"),
            "html_data": {"lang": lang},
        }
        return request.render(f"stakeholder_relations.{template}", values)
