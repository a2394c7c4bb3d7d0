from pathlib import Path

from odoo.modules.migration import load_script
from odoo.tests import TransactionCase, tagged

from .common import MODULE

SCRIPTS = Path(__file__).resolve().parent.parent / "migrations"


@tagged("post_install", "-at_install")
class TestUpdatedWords(TransactionCase):
    """A centre that updates reads the same Chinese as one that begins."""

    def _update(self, name):
        script = load_script(str(SCRIPTS / f"{name}.py"), Path(name).name)
        script.migrate(self.cr, "19.0.1.4.0")
        self.env.invalidate_all()

    # X2: old words give way; what a centre may edit stays as it worded it
    def test_old_chinese_gives_way(self):
        chinese = self.env(context={"lang": "zh_CN"})
        menu = chinese.ref(f"{MODULE}.stakeholder_menu_parties")
        option = chinese.ref(f"{MODULE}.stakeholder_option_channel_emergency")
        menu.name, option.name = "旧词", "本中心的说法"
        self._update("0.0.0/post-chinese")
        self.assertEqual(menu.name, "管理对象")
        self.assertEqual(option.name, "本中心的说法")

    # O3: the steps of joint building, unless the centre has its own words
    def test_steps_of_joint_building(self):
        plan = self.env.ref(f"{MODULE}.mail_activity_plan_joint")
        steps = plan.template_ids.sorted("sequence")
        plan.name, steps[0].summary = "Joint Building", "Propose joint building"
        steps[1].summary = "Our own words"
        self._update("19.0.1.5.0/post-joint_plan")
        self.assertEqual(plan.name, "合作共建")
        self.assertEqual(steps[0].summary, "提供合作方案")
        self.assertEqual(steps[1].summary, "Our own words")
