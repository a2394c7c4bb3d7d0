import { Component, onWillStart, useState } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { Layout } from "@web/search/layout";
import { useService } from "@web/core/utils/hooks";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";

const ICONS = {
    complaint: "fa-comment-o",
    action: "fa-check-square-o",
    agreement: "fa-file-text-o",
    verification: "fa-refresh",
    contact: "fa-handshake-o",
    engagement: "fa-road",
    communication: "fa-phone",
    rating: "fa-star-half-o",
};
const COLORS = { red: "text-bg-danger", amber: "text-bg-warning", green: "text-bg-success" };

/** What is mine today, due and late; one click from each row to what settles it. */
export class StakeholderDay extends Component {
    static template = "stakeholder_relations.Day";
    static components = { Layout };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.state = useState({ page: null, departments: [], opened: {} });
        onWillStart(() => this.load());
    }

    get display() {
        return { controlPanel: {} };
    }

    get count() {
        return this.state.page.groups.reduce((sum, group) => sum + group.count, 0);
    }

    get groups() {
        return this.state.page.groups.filter((group) => group.count);
    }

    icon(item) {
        return ICONS[item.kind] || "fa-circle-o";
    }

    color(item) {
        return COLORS[item.urgency];
    }

    async load() {
        const page = await this.orm.call("stakeholder.day", "get_day", ["mine"]);
        const team = page.has_team
            ? await this.orm.call("stakeholder.day", "get_day", ["team"])
            : { groups: [] };
        Object.assign(this.state, { page, departments: team.groups });
    }

    toggle(group) {
        this.state.opened[group.key] = !this.state.opened[group.key];
    }

    open(item) {
        if (item.is_direct) {
            return this.settle(item);
        }
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: item.model,
            res_id: item.id,
            views: [[false, "form"]],
            context: { stakeholder: true },
        });
    }

    /** Settle it from here, and look again what is left. */
    async settle(item) {
        const { model, id } = { ...item, ...item.button };
        const result = await this.orm.call(model, item.button.name, [[id]]);
        if (result && result.type) {
            delete (result.params || {}).next;
            // What a button of a form would have been completed by the server.
            const modes = (result.view_mode || "form").split(",");
            result.views = result.views || modes.map((mode) => [false, mode]);
            await this.action.doAction(result, { onClose: () => this.load() });
        }
        // A window of its own leads away from here; a notice does not.
        if (!result || result.type !== "ir.actions.act_window") {
            await this.load();
        }
    }
}

registry.category("actions").add("stakeholder_day", StakeholderDay);
