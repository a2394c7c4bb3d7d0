import { registry } from "@web/core/registry";
import { kanbanActivity } from "@mail/views/web/fields/kanban_activity/kanban_activity";

// Activities of an exceptional kind are not ours, and a sixth of the time a board takes.
const isShown = ({ name }) => !name.startsWith("activity_exception");

export const boardActivity = {
    ...kanbanActivity,
    fieldDependencies: kanbanActivity.fieldDependencies.filter(isShown),
};

registry.category("fields").add("stakeholder_board_activity", boardActivity);
