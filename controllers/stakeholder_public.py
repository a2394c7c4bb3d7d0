import logging
import secrets

from odoo.http import Controller, request, route

from ..tools.receipt_code import in_fours, normalised
from ..tools.safe_file import ALLOWED, MAX_BYTES

ROOT = "/opinion"
# Ten files of ten megabytes, and room for the words.
MAX_BODY = 11 * MAX_BYTES
PUBLIC_LANG = "zh_CN"
HEADERS = {
    # Nothing of it stays in the browser, nothing from elsewhere is loaded.
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
}


class NamelessFilter(logging.Filter):
    """Who comes to the public page is nobody's business: no address in the log."""

    def filter(self, record):
        message = record.getMessage()
        if f" {ROOT}" in message:
            record.msg = f"- {message.partition(' ')[2]}"
            record.args = ()
        return True


logging.getLogger("werkzeug").addFilter(NamelessFilter())


def read_files():
    """[(name, bytes)] sent along; no more of one than tells that it is too large."""
    files = request.httprequest.files.getlist("files")
    return [
        (one.filename, one.stream.read(MAX_BYTES + 1)) for one in files if one.filename
    ]


class StakeholderPublic(Controller):
    """The page anybody may speak on, and hear back by a receipt code (C1, C3.6).

    Works without JavaScript; what is read is a fixed list of fields; the code travels
    in the body of a request and never in an address.
    """

    # ------------------------------------------------------------
    # SPEAKING
    # ------------------------------------------------------------

    @route(ROOT, type="http", auth="public", methods=["GET"], sitemap=False)
    def page(self, **_ignored):
        return self._form_page({"token": secrets.token_hex(16)})

    @route(
        ROOT,
        type="http",
        auth="public",
        methods=["POST"],
        max_content_length=MAX_BODY,
    )
    def submit(self, **sent):
        intake, policy = self._intake(), self._policy()
        form, problems = intake._read_form(sent)
        if problems:
            return self._form_page(form, problems, status=400)
        if not self._allows("report", policy.reports_per_hour):
            problems = [self._too_many()]
            return self._form_page(form, problems, status=429)
        row, code, refused = intake._submit(request.env.company, form, read_files())
        if code is None:
            return self._render("public_sent_twice", {})
        values = {"code": in_fours(code), "refused": refused, "policy": policy}
        return self._render("public_sent", {**values, "plain_code": code})

    # ------------------------------------------------------------
    # HEARING BACK
    # ------------------------------------------------------------

    @route(
        f"{ROOT}/receipt", type="http", auth="public", methods=["GET"], sitemap=False
    )
    def receipt_form(self, **_ignored):
        return self._render("public_receipt_form", {"problem": None})

    @route(f"{ROOT}/receipt", type="http", auth="public", methods=["POST"])
    def receipt(self, **sent):
        return self._with_receipt(sent, self._show)

    @route(
        f"{ROOT}/receipt/reply",
        type="http",
        auth="public",
        methods=["POST"],
        max_content_length=MAX_BODY,
    )
    def reply(self, **sent):
        def say(row, code):
            values = row._added(sent.get("text") or "", read_files())
            return self._show(row, code, **values)

        return self._with_receipt(sent, say)

    @route(f"{ROOT}/receipt/content", type="http", auth="public", methods=["POST"])
    def content(self, **sent):
        def judge(row, code):
            is_content = sent.get("content") == "yes"
            values = row._judge(is_content, sent.get("text") or "")
            return self._show(row, code, step="content", **values)

        return self._with_receipt(sent, judge)

    @route(f"{ROOT}/receipt/withdraw", type="http", auth="public", methods=["POST"])
    def withdraw(self, **sent):
        def take_back(row, code):
            done = "withdrawn" if row._withdraw_consent() else None
            return self._show(row, code, done=done)

        return self._with_receipt(sent, take_back)

    def _with_receipt(self, sent, then):
        """``then(row, code)`` for a right code; guessing is slowed, then closed."""
        policy, throttle = self._policy(), self._throttle()
        delay, block = policy.wrong_codes_delay, policy.wrong_codes_block
        if not self._allows("operation", policy.operations_per_hour):
            return self._ask_code(self._too_many(), status=429)
        if not throttle._may_guess(self._source(), delay, block):
            words = request.env._(
                "There were too many wrong codes. Please wait a while, or call us."
            )
            return self._ask_code(words, status=429)
        code = normalised(sent.get("code"))
        # What is no code at all takes as long as one that leads nowhere.
        row = self._intake()._by_code(code or "-")
        if not row:
            throttle._note_wrong(self._source())
            words = request.env._("This code is not known. It has 20 digits.")
            return self._ask_code(words)
        return then(row, code)

    def _ask_code(self, problem, status=200):
        return self._render("public_receipt_form", {"problem": problem}, status)

    def _show(self, row, code, **values):
        shown = {"refused": [], "problem": None, "done": None, "text": "", **values}
        shown["step"] = values.get("step")
        shown |= {"code": code, "spoken": in_fours(code), "receipt": row._shown()}
        return self._render("public_receipt", shown)

    @route(f"{ROOT}/privacy", type="http", auth="public", methods=["GET"])
    def privacy(self, **_ignored):
        self._speak()
        terms = request.env["stakeholder.retention"]._terms(request.env.company)
        return self._render("public_privacy", {"terms": terms})

    # ------------------------------------------------------------
    # WHAT ALL OF THEM NEED
    # ------------------------------------------------------------

    def _intake(self):
        self._speak()
        return request.env["stakeholder.intake"]

    def _throttle(self):
        return request.env["stakeholder.throttle"]

    def _speak(self):
        """In Chinese, as nobody: not even a log-in that is still open tells who."""
        public = request.env.ref("base.public_user")
        context = {**request.env.context, "lang": PUBLIC_LANG}
        request.update_env(user=public.id, context=context)

    def _policy(self):
        self._speak()
        return request.env["stakeholder.policy"]._current(request.env.company)

    def _source(self):
        return request.httprequest.remote_addr or "-"

    def _allows(self, kind, limit):
        return self._throttle()._allows(kind, self._source(), limit)

    def _too_many(self):
        return request.env._(
            "Too much came from your connection within the last hour. What you wrote "
            "is still here: please try again later, or call us."
        )

    def _form_page(self, form, problems=(), status=200):
        intake = self._intake()
        natures = request.env["stakeholder.complaint"]._fields["nature"]
        classes = [
            ("recipient", request.env._("I receive a service of the centre")),
            ("unit", request.env._("I speak for a commissioning unit")),
            ("external", request.env._("Neither: a resident, partner or other")),
        ]
        values = {
            "form": form,
            "problems": problems,
            "labels": intake._labels(),
            "natures": natures._description_selection(request.env),
            "classes": classes,
            "accept": ",".join(f".{kind}" for kind in ALLOWED),
        }
        return self._render("public_form", values, status)

    def _render(self, template, values, status=200):
        policy = self._policy()
        values = {
            "policy": policy,
            # sudo: the centre's name is on its door
            "centre": request.env.company.sudo().name,
            "title": request.env._("Opinions and Complaints"),
            "page_lang": PUBLIC_LANG.replace("_", "-"),
            "root": ROOT,
            **values,
        }
        response = request.render(f"stakeholder_relations.{template}", values)
        response.status_code = status
        response.headers.update(HEADERS)
        return response
