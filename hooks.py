def post_init_hook(env):
    """Chinese is the users' language: present from the start (X2)."""
    language = env["res.lang"].with_context(active_test=False)
    chinese = language.search([("code", "=", "zh_CN")])
    if not chinese.active:
        env["res.lang"]._activate_lang("zh_CN")
        installed = env["ir.module.module"].search([("state", "=", "installed")])
        installed._update_translations("zh_CN")


def uninstall_hook(env):
    """Leave nothing behind: the function below the append-only tables."""
    env.cr.execute("DROP FUNCTION IF EXISTS stakeholder_append_only() CASCADE")
