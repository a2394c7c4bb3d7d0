import { Activity } from "@mail/core/web/activity";
import { Activity as ActivityModel } from "@mail/core/common/activity_model";
import { assignIn } from "@mail/utils/common/misc";
import { patch } from "@web/core/utils/patch";

patch(ActivityModel, {
    _insert(data) {
        const activity = super._insert(...arguments);
        assignIn(activity, data, ["stakeholder_is_contact"]);
        return activity;
    },
});

/** A planned contact is done and recorded in one click, as from its own window. */
patch(Activity.prototype, {
    async stakeholderRecord() {
        const { id } = this.props.activity;
        await this.env.services.action.doActionButton({
            type: "object",
            name: "action_stakeholder_record",
            resModel: "mail.activity",
            resId: id,
            resIds: [id],
        });
    },
});
