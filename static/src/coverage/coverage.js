import { Component, onWillStart, useState } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { Layout } from "@web/search/layout";
import { useService } from "@web/core/utils/hooks";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { CoverageCell } from "./coverage_cell";

const PAGE = 40;
const COLORS = {
    met: "text-bg-success",
    planned: "text-bg-info",
    short: "text-bg-warning",
    missed: "text-bg-danger",
    free: "text-bg-light border",
};

/** Units × lines: what is required, done and planned; a click shows what counts. */
export class StakeholderCoverage extends Component {
    static template = "stakeholder_relations.Coverage";
    static components = { Layout };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.dialog = useService("dialog");
        this.state = useState({
            matrix: null,
            options: {
                party_class: "unit",
                status: "active",
                mine: false,
                search: "",
                day: false,
                offset: 0,
            },
        });
        onWillStart(() => this.load());
    }

    get display() {
        return { controlPanel: {} };
    }

    get last() {
        return Math.min(this.state.options.offset + PAGE, this.state.matrix.total);
    }

    get hasNext() {
        return this.last < this.state.matrix.total;
    }

    color(cell) {
        return COLORS[cell.state];
    }

    async load(changes = {}) {
        const options = { ...this.state.options, offset: 0, ...changes };
        const matrix = await this.orm.call("stakeholder.coverage", "get_matrix", [options]);
        Object.assign(this.state, { options, matrix });
    }

    page(step) {
        return this.load({ offset: Math.max(0, this.state.options.offset + step * PAGE) });
    }

    setClass(ev) {
        const [party_class, status] = ev.target.value.split(" ");
        return this.load({ party_class, status });
    }

    openParty(row) {
        this.action.doAction({
            type: "ir.actions.act_window",
            res_model: "res.partner",
            res_id: row.id,
            views: [[false, "form"]],
            context: { stakeholder: true },
        });
    }

    /** What counts for a cell, and the buttons that plan it or record it. */
    openCell(cell) {
        this.dialog.add(CoverageCell, {
            cellKey: cell.key,
            day: this.state.matrix.day,
            reload: () => this.load({ offset: this.state.options.offset }),
        });
    }
}

registry.category("actions").add("stakeholder_coverage", StakeholderCoverage);
