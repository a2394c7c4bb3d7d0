import { Component } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

const COLORS = {
    met: "text-bg-success",
    green: "text-bg-success",
    amber: "text-bg-warning",
    red: "text-bg-danger",
    late: "text-bg-danger",
    off: "text-bg-secondary",
};

/** The clocks of a record as bars: how much of the term is used, in working days. */
export class StakeholderClockBars extends Component {
    static template = "stakeholder_relations.ClockBars";
    static props = { ...standardFieldProps };

    setup() {
        this.action = useService("action");
    }

    get bars() {
        return (this.props.record.data[this.props.name] || []).map((bar) => ({
            ...bar,
            color: COLORS[bar.state],
            width: Math.min(100, Math.max(4, Math.round((100 * bar.used) / bar.total))),
        }));
    }

    /** Open the day-by-day explanation of a deadline. */
    async explain(bar) {
        await this.props.record.save();
        this.action.doActionButton({
            type: "object",
            name: bar.explain,
            resModel: this.props.record.resModel,
            resId: this.props.record.resId,
        });
    }
}

registry.category("fields").add("stakeholder_clock_bars", {
    component: StakeholderClockBars,
    supportedTypes: ["json"],
});
