import { Component, onWillStart, useState } from "@odoo/owl";
import { Dialog } from "@web/core/dialog/dialog";
import { useService } from "@web/core/utils/hooks";

/** A cell looked into: what counts, what is planned; one button from here to each. */
export class CoverageCell extends Component {
    static template = "stakeholder_relations.CoverageCell";
    static components = { Dialog };
    static props = { cellKey: Array, day: String, close: Function, reload: Function };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.state = useState({ cell: null });
        onWillStart(async () => {
            this.state.cell = await this.ask("get_cell");
        });
    }

    ask(method) {
        return this.orm.call("stakeholder.coverage", method, [
            this.props.cellKey,
            this.props.day,
        ]);
    }

    get title() {
        return [this.state.cell.party, this.state.cell.festival].filter(Boolean).join(" · ");
    }

    openRecord(row) {
        this.props.close();
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: this.state.cell.model,
            res_id: row.id,
            views: [[false, "form"]],
        });
    }

    /** Leave for a list or a form; or settle it here and look at the matrix again. */
    async run(method) {
        const action = await this.ask(method);
        this.props.close();
        delete (action.params || {}).next;
        await this.action.doAction(action, { onClose: this.props.reload });
        if (action.type === "ir.actions.client") {
            await this.props.reload();
        }
    }
}
