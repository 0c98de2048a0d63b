import { useEffect, useRef } from "react";
import { useSize } from "../staff/useSize";
import { type ChartPicture, lineChart } from "./chartOptions";
import { type EChartsType, init } from "./echarts";

/** A chart for the eye; its words and its table stand beside it for everybody else. */
export function Chart({ picture, label }: { picture: ChartPicture; label: string }) {
  const [place, size] = useSize<HTMLDivElement>();
  const chart = useRef<EChartsType>(null);

  useEffect(() => {
    if (!place.current) return;
    const drawn = init(place.current, null, { renderer: "svg" });
    chart.current = drawn;
    return () => {
      drawn.dispose();
      chart.current = null;
    };
  }, [place]);

  useEffect(() => {
    if (size.width === 0) return; // not laid out yet
    chart.current?.resize();
    chart.current?.setOption(lineChart(picture, size), { notMerge: true });
  }, [picture, size]);

  return <div className="chart" ref={place} role="img" aria-label={label} />;
}
