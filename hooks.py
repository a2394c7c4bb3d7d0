# What people made by hand around our models, and what is still on its way.
LEFT = (
    (
        "ir_filters",
        "model_id LIKE 'stakeholder.%' "
        "OR concat(domain, context, sort) LIKE '%stakeholder\\_%'",
    ),
    (
        "ir_exports_line",
        "name LIKE '%stakeholder\\_%' OR export_id IN "
        "(SELECT id FROM ir_exports WHERE resource LIKE 'stakeholder.%')",
    ),
    ("ir_exports", "resource LIKE 'stakeholder.%'"),
    ("ir_config_parameter", "key LIKE 'stakeholder_relations.%'"),
    ("ir_sequence", "code LIKE 'stakeholder.%'"),
    ("ir_attachment", "res_model LIKE 'stakeholder.%'"),
    # Reminders that wait lead to what is no longer there; their mails go along.
    (
        "mail_message",
        "model LIKE 'stakeholder.%' OR id IN (SELECT mail_message_id FROM mail_mail "
        "WHERE body_html LIKE '%=stakeholder.%' OR body_html LIKE "
        "'%stakeholder_relations.%')",
    ),
    ("mail_activity", "res_model LIKE 'stakeholder.%'"),
    ("mail_followers", "res_model LIKE 'stakeholder.%'"),
    ("mail_scheduled_message", "model LIKE 'stakeholder.%'"),
    ("bus_bus", "message LIKE '%stakeholder.%'"),
)


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
    for table, condition in LEFT:
        env.cr.execute(f"DELETE FROM {table} WHERE {condition}")
    # Pages styled by ours are put together anew.
    env["ir.attachment"].regenerate_assets_bundles()
