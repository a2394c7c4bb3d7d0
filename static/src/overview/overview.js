import { Component, markup, onWillStart, useState } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { Layout } from "@web/search/layout";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { View } from "@web/views/view";

/** One question of the management and the graphs that answer it. */
export class StakeholderOverview extends Component {
    static template = "stakeholder_relations.Overview";
    static components = { Layout, View };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.state = useState({ screen: null });
        onWillStart(async () => {
            const question = this.props.action.params.question;
            this.state.screen = await this.orm.call("stakeholder.overview", "get_screen", [
                question,
            ]);
        });
    }

    get display() {
        return { controlPanel: {} };
    }

    view(panel) {
        return {
            type: "graph",
            resModel: panel.model,
            domain: panel.domain,
            context: panel.context,
            // Its own, or it would take the view of the panel before.
            views: [
                [false, "graph"],
                [false, "search"],
            ],
            display: { controlPanel: false },
            noContentHelp: markup`<p class="text-muted fs-6 mt-5 pt-4">${panel.empty || this.state.screen.empty}</p>`,
        };
    }

    /** The figures behind a graph: pivot and list. */
    open(panel) {
        this.action.doAction({
            type: "ir.actions.act_window",
            name: panel.title,
            res_model: panel.model,
            views: [
                [false, "graph"],
                [false, "pivot"],
                [false, "list"],
            ],
            domain: panel.domain,
            context: panel.context,
        });
    }
}

registry.category("actions").add("stakeholder_overview", StakeholderOverview);
