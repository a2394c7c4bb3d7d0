import { Record } from "@web/model/relational_model/record";
import { patch } from "@web/core/utils/patch";

/**
 * A change says which version of the record it was made on, where the model asks
 * for it: the server refuses to overwrite what somebody else saved meanwhile.
 */
patch(Record.prototype, {
    _getChanges() {
        const changes = super._getChanges(...arguments);
        const asked = this.resId && "edit_version" in this.activeFields;
        if (asked && Object.keys(changes).length) {
            changes.edit_version = this._values.edit_version;
        }
        return changes;
    },
});
