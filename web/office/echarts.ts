/** The parts of ECharts that these charts use, and nothing else. */
import { CustomChart, LineChart } from "echarts/charts";
import { GridComponent, MarkLineComponent } from "echarts/components";
import { init, use as take } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";

take([CustomChart, LineChart, GridComponent, MarkLineComponent, SVGRenderer]);

export { init };
export type { EChartsCoreOption, EChartsType } from "echarts/core";
