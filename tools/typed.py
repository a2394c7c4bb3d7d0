"""What nobody types, whichever door a record comes in by."""


def without_defaults(records, names):
    """``records`` in a context that gives none of the fields ``names`` a default.

    A value that a method takes out of ``vals`` comes back as ``default_<name>`` where
    somebody calls it over RPC with a context of their own.
    """
    closed = {f"default_{name}" for name in names}
    if not closed & records.env.context.keys():
        return records
    context = records.env.context
    kept = {key: context[key] for key in context.keys() - closed}
    return records.with_env(records.env(context=kept))
