// Curves over steps: uPlot, with the page's colours, one x axis for all runs, and points thinned out to what a screen can show.
import { useEffect, useRef } from 'preact/hooks';
import uPlot from 'uplot';
import { color, fade, onTheme } from '../theme';
import { num } from '../format';

export interface Curve {
  label: string;
  x: readonly number[];
  y: readonly number[];
  color: string;
  /** Drawn faintly behind a smoothed one, without a label of its own. */
  faint?: boolean;
  dash?: boolean;
  /** Single measurements, drawn as marks. */
  points?: boolean;
  /** Fills the area between this curve and the next one. */
  bandToNext?: boolean;
}

export interface LineProps {
  label: string;
  curves: Curve[];
  height?: number;
  format?: (value: number) => string;
  /** For the axis, if not the same. */
  tick?: (value: number) => string;
  xLabel?: string;
  xTick?: (value: number) => string;
  /** Limits of the y axis that are always shown. */
  least?: number;
  most?: number;
  sync?: string;
}

const POINTS = 1600;

/** The smallest and largest value of each stretch, so that no spike is lost. */
export function thin(x: readonly number[], y: readonly number[]): [number[], number[]] {
  const n = x.length;
  if (n <= POINTS) return [x as number[], y as number[]];
  const outX: number[] = [];
  const outY: number[] = [];
  const stretch = n / (POINTS / 2);
  for (let start = 0; start < n; start += stretch) {
    const from = Math.floor(start);
    const to = Math.min(n, Math.floor(start + stretch));
    let low = -1;
    let high = -1;
    for (let i = from; i < to; i++) {
      const v = y[i]!;
      if (Number.isNaN(v)) continue;
      if (low < 0 || v < y[low]!) low = i;
      if (high < 0 || v > y[high]!) high = i;
    }
    for (const i of low === high ? [low] : [Math.min(low, high), Math.max(low, high)]) {
      if (i >= 0) {
        outX.push(x[i]!);
        outY.push(y[i]!);
      }
    }
  }
  return [outX, outY];
}

function data(curves: Curve[]): uPlot.AlignedData {
  if (curves.length === 0) return [[]];
  const tables = curves.map((c): uPlot.AlignedData => {
    const [x, y] = thin(c.x, c.y);
    const keepX: number[] = [];
    const keepY: (number | null)[] = [];
    for (let i = 0; i < x.length; i++) {
      if (keepX.length > 0 && x[i]! <= keepX[keepX.length - 1]!) continue;
      keepX.push(x[i]!);
      keepY.push(Number.isFinite(y[i]!) ? y[i]! : null);
    }
    return [keepX, keepY];
  });
  return tables.length === 1 ? tables[0]! : uPlot.join(tables, tables.map((t) => t.slice(1).map(() => 2)));
}

function options(props: LineProps, width: number, tip: HTMLElement): uPlot.Options {
  const format = props.format ?? ((v: number) => num(v));
  const ink = color('muted');
  const grid = color('grid');
  const font = '11px ' + getComputedStyle(document.body).fontFamily;
  const bands: uPlot.Band[] = [];
  props.curves.forEach((c, i) => {
    if (c.bandToNext) bands.push({ series: [i + 1, i + 2], fill: fade(c.color, 0.16) });
  });
  return {
    width,
    height: props.height ?? 170,
    legend: { show: false },
    padding: [8, 16, 0, 0],
    focus: { alpha: 1 },
    cursor: {
      points: { size: 7, width: 1.5 },
      drag: { x: true, y: false, uni: 10 },
      ...(props.sync ? { sync: { key: props.sync, setSeries: false } } : {}),
    },
    scales: {
      x: { time: false },
      y: {
        range: (_u, low, high) => {
          let a = Math.min(low ?? 0, props.least ?? Infinity);
          let b = Math.max(high ?? 1, props.most ?? -Infinity);
          if (!Number.isFinite(a)) a = 0;
          if (!Number.isFinite(b)) b = 1;
          if (a === b) {
            const pad = Math.abs(a) * 0.1 || 1;
            return [a - (a === 0 ? 0 : pad), b + pad];
          }
          const pad = (b - a) * 0.06;
          return [a === props.least ? a : a - pad, b === props.most ? b : b + pad];
        },
      },
    },
    axes: [
      { stroke: ink, font, size: 26, gap: 4, space: 70, grid: { show: false }, ticks: { show: false }, values: (_u, v) => v.map((one) => (props.xTick ? props.xTick(one) : Number.isInteger(one) ? num(one, 6) : '')) },
      { stroke: ink, font, size: 48, gap: 6, space: 34, grid: { stroke: grid, width: 1 }, ticks: { show: false }, values: (_u, v) => v.map((one) => (props.tick ?? format)(one)) },
    ],
    bands,
    series: [
      {},
      ...props.curves.map((c): uPlot.Series => ({
        label: c.label,
        stroke: c.faint ? fade(c.color, 0.28) : c.color,
        width: c.faint ? 1 : c.points ? 1.25 : 1.75,
        spanGaps: true,
        ...(c.dash || c.points ? { dash: [5, 4] } : {}),
        points: { show: c.points === true, size: 6, fill: c.points ? color('surface') : c.color, stroke: c.color },
      })),
    ],
    hooks: {
      setCursor: [(u) => show(u, props, tip, format)],
    },
  };
}

function show(u: uPlot, props: LineProps, tip: HTMLElement, format: (v: number) => string) {
  const i = u.cursor.idx;
  const left = u.cursor.left ?? -1;
  if (i === null || i === undefined || left < 0) {
    tip.hidden = true;
    return;
  }
  const rows: Node[] = [];
  const head = document.createElement('div');
  head.className = 'tip-head';
  head.textContent = `${props.xLabel ?? 'step'} ${(props.xTick ?? ((v: number) => num(v, 6)))(u.data[0]![i]!)}`;
  rows.push(head);
  props.curves.forEach((c, k) => {
    if (c.faint) return;
    let j = i;
    const values = u.data[k + 1] as (number | null | undefined)[];
    while (j >= 0 && (values[j] === null || values[j] === undefined)) j--;
    const v = j >= 0 ? values[j] : null;
    if (v === null || v === undefined) return;
    const row = document.createElement('div');
    row.className = 'tip-row';
    const swatch = document.createElement('i');
    swatch.style.background = c.color;
    const label = document.createElement('span');
    label.textContent = c.label;
    const value = document.createElement('b');
    value.textContent = format(v);
    row.append(swatch, label, value);
    rows.push(row);
  });
  tip.replaceChildren(...rows);
  tip.hidden = false;
  const over = u.over.getBoundingClientRect();
  const width = tip.offsetWidth;
  const x = left + (u.over.offsetLeft ?? 0);
  tip.style.left = `${left > over.width / 2 ? x - width - 12 : x + 14}px`;
  tip.style.top = '6px';
}

export function Line(props: LineProps) {
  const box = useRef<HTMLDivElement>(null);
  const tip = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const shape = useRef('');
  const latest = useRef(props);
  latest.current = props;
  const seen = useRef(false);
  const stale = useRef(true);

  const make = () => {
    const host = box.current;
    if (!host || !tip.current) return;
    plot.current?.destroy();
    plot.current = new uPlot(options(latest.current, Math.max(120, host.clientWidth), tip.current), data(latest.current.curves), host);
  };

  /** Draws what has changed, unless the chart is outside the window: a page may have hundreds of them. */
  const draw = () => {
    stale.current = true;
    if (!seen.current) return;
    stale.current = false;
    const { curves, height } = latest.current;
    const now = curves.map((c) => [c.label, c.color, c.faint, c.points, c.dash, c.bandToNext].join()).join('|') + height;
    if (now !== shape.current || !plot.current) {
      shape.current = now;
      make();
    } else {
      plot.current.setData(data(curves));
    }
  };

  useEffect(draw);
  useEffect(() => {
    const observer = new ResizeObserver(() => {
      if (plot.current && box.current) plot.current.setSize({ width: Math.max(120, box.current.clientWidth), height: latest.current.height ?? 170 });
    });
    if (box.current) observer.observe(box.current);
    const visible = new IntersectionObserver((entries) => {
      seen.current = entries[entries.length - 1]!.isIntersecting;
      if (stale.current) draw();
    }, { rootMargin: '300px' });
    if (box.current) visible.observe(box.current);
    const print = () => {
      seen.current = true;
      if (stale.current) draw();
    };
    addEventListener('beforeprint', print);
    const off = onTheme(() => {
      shape.current = '';
      draw();
    });
    return () => {
      observer.disconnect();
      visible.disconnect();
      removeEventListener('beforeprint', print);
      off();
      plot.current?.destroy();
    };
  }, []);

  return (
    <div class="line" role="img" aria-label={props.label}>
      <div ref={box} style={{ minHeight: `${props.height ?? 170}px` }} />
      <div ref={tip} class="tip" hidden />
    </div>
  );
}

/** A curve of words' size, without axes. */
export function Spark({ values, color: stroke, label }: { values: readonly number[]; color: string; label: string }) {
  const width = 120;
  const height = 30;
  const known = values.map((v, i) => [i, v] as const).filter(([, v]) => Number.isFinite(v));
  if (known.length < 2) return <svg class="spark" viewBox={`0 0 ${width} ${height}`} aria-hidden="true" />;
  const [, thinned] = thin(known.map(([i]) => i), known.map(([, v]) => v));
  const shown = thinned.length > 240 ? thinned.filter((_, i) => i % Math.ceil(thinned.length / 240) === 0) : thinned;
  const low = Math.min(...shown);
  const high = Math.max(...shown);
  const span = high - low || 1;
  const point = (v: number, i: number) => `${((i / (shown.length - 1)) * (width - 6) + 2).toFixed(1)},${(height - 4 - ((v - low) / span) * (height - 8)).toFixed(1)}`;
  const path = shown.map(point).join(' ');
  const [endX, endY] = point(shown[shown.length - 1]!, shown.length - 1).split(',');
  return (
    <svg class="spark" viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" role="img" aria-label={label}>
      <polygon points={`2,${height} ${path} ${endX},${height}`} fill={stroke} opacity="0.1" />
      <polyline points={path} fill="none" stroke={stroke} stroke-width="1.6" vector-effect="non-scaling-stroke" stroke-linejoin="round" />
      <circle cx={endX} cy={endY} r="2.4" fill={stroke} />
    </svg>
  );
}
