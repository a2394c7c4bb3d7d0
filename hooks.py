def post_init_hook(env):
    """Chinese is the users' language: present from the start (X2)."""
    languages = env["res.lang"].with_context(active_test=False)
    if languages.search([("code", "=", "zh_CN")]).active:
        return
    env["res.lang"]._activate_lang("zh_CN")
    # Our own module is still "to install": the terms are loaded by name.
    modules = list(env.registry._init_modules | {"stakeholder_relations"})
    env["ir.module.module"]._load_module_terms(modules, ["zh_CN"])


def uninstall_hook(env):
    """Leave nothing behind: what no record of the module stands for."""
    parameters = env["ir.config_parameter"].sudo()
    parameters.search([("key", "=like", "stakeholder_relations.%")]).unlink()
    env.cr.execute("DROP FUNCTION IF EXISTS stakeholder_append_only() CASCADE")
    # Policies hold the calendar of the deadlines: both go, in whatever order.
    env.cr.execute(
        "ALTER TABLE stakeholder_policy "
        "DROP CONSTRAINT IF EXISTS stakeholder_policy_calendar_id_fkey"
    )
    left = (
        ("ir_filters", "model_id LIKE 'stakeholder.%'"),
        ("ir_config_parameter", "key LIKE 'stakeholder_relations.%'"),
        ("ir_sequence", "code LIKE 'stakeholder.%'"),
        ("ir_attachment", "res_model LIKE 'stakeholder.%'"),
        ("mail_message", "model LIKE 'stakeholder.%'"),
        ("mail_activity", "res_model LIKE 'stakeholder.%'"),
        ("mail_followers", "res_model LIKE 'stakeholder.%'"),
    )
    for table, condition in left:
        env.cr.execute(f"DELETE FROM {table} WHERE {condition}")
