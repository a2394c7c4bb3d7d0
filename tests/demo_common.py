from odoo.modules.module import get_manifest
from odoo.tests import TransactionCase
from odoo.tools.convert import convert_file

from .common import MODULE


class DemoCase(TransactionCase):
    """The demonstration centre."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.user.lang = "zh_CN"
        for name in get_manifest(MODULE)["demo"]:
            convert_file(cls.env, MODULE, name, {}, mode="init", noupdate=True)
