import re

from odoo import SUPERUSER_ID, api

TEMPLATE = "stakeholder_relations.mail_template_complaint_acknowledgement"
PHONE = re.compile(r"<p [^>]*\.phone\">.*?</p>", re.DOTALL)
# (setting, words in English, in Chinese)
WAYS = (
    ("street", "By post or in person: ", "来信或来访地址："),
    ("email", "By e-mail: ", "电子邮箱："),
    ("wechat", "On WeChat, our official account: ", "微信公众号："),
)


def migrate(cr, version):
    """The acknowledgement names all ways to the centre (C2.1).

    What a centre wrote itself stays as it is.
    """
    env = api.Environment(cr, SUPERUSER_ID, {})
    template = env.ref(TEMPLATE, raise_if_not_found=False)
    if not template or template.write_uid.id != SUPERUSER_ID:
        return
    bodies = {}
    for code, _name in env["res.lang"].get_installed():
        body = str(template.with_context(lang=code).body_html or "")
        found = PHONE.search(body)
        if found and "policy'].street" not in body:
            end = found.end()
            bodies[code] = body[:end] + _ways(code) + body[end:]
    # English first: it is the source the others are translations of.
    for code in sorted(bodies, key=lambda one: one != "en_US"):
        template.with_context(lang=code).body_html = bodies[code]


def _ways(code):
    lines = []
    for name, english, chinese in WAYS:
        words = chinese if code == "zh_CN" else english
        value = f"<t t-out=\"ctx['policy'].{name}\"></t>"
        if name == "street":
            value = f"<t t-out=\"ctx['policy'].zip or ''\"></t> {value}"
        asked = f"ctx.get('policy') and ctx['policy'].{name}"
        lines.append(f'<p t-if="{asked}">{words}{value}</p>')
    return "".join(lines)
