import { RelationalModel } from "@web/model/relational_model/relational_model";
import { patch } from "@web/core/utils/patch";

/**
 * Whoever saves says which version they saw, so that the server can refuse to write
 * over what somebody else has saved meanwhile. It goes by itself with each record of
 * ours that has a version in its view: form, board and list alike.
 */
patch(RelationalModel.prototype, {
    setup() {
        super.setup(...arguments);
        const willSave = this.hooks.onWillSaveRecord;
        this.hooks.onWillSaveRecord = async (record, changes) => {
            const proceed = await willSave(record, changes);
            const ours = record.resModel.startsWith("stakeholder.");
            if (proceed !== false && ours && record.resId && "version" in record.data) {
                changes.version = record.data.version;
            }
            return proceed;
        };
    },
});
