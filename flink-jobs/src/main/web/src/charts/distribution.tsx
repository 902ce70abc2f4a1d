// Distributions over slices of time or steps, as a heat map or as ridgelines; and histograms laid over each other.
import { useState } from 'preact/hooks';
import type { Slice, Slices } from '../model';
import { num, percent } from '../format';
import { color, fade, isDark, ramp } from '../theme';
import { Canvas, type Pen } from './canvas';

const LEFT = 52;
const RIGHT = 12;
const TOP = 10;
const BOTTOM = 26;

export interface Range { low: number; high: number }

export function range(data: Slices[]): Range {
  let low = Infinity;
  let high = -Infinity;
  for (const one of data) for (const s of one.slices) if (s.bins.length > 0) {
    low = Math.min(low, s.first * one.width);
    high = Math.max(high, (s.first + s.bins.length) * one.width);
  }
  return low < high ? { low, high } : { low: 0, high: 1 };
}

export function total(bins: readonly number[]): number {
  return bins.reduce((a, b) => a + b, 0);
}

export function sliceName(s: Slice, bySteps: boolean): string {
  return bySteps ? (s.firstStep === s.lastStep ? `step ${num(s.firstStep, 6)}` : `steps ${num(s.firstStep, 6)}–${num(s.lastStep, 6)}`) : `${clock(s.from)}–${clock(s.to)}`;
}

export function clock(time: number): string {
  return new Date(time).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false });
}

function yAxis(pen: Pen, { low, high }: Range) {
  const { c, height } = pen;
  const ticks = nice(low, high, Math.max(2, Math.floor((height - TOP - BOTTOM) / 44)));
  c.textAlign = 'right';
  c.textBaseline = 'middle';
  for (const t of ticks) {
    const y = height - BOTTOM - ((t - low) / (high - low)) * (height - TOP - BOTTOM);
    c.fillStyle = pen.muted;
    c.fillText(num(t), LEFT - 8, y);
  }
}

function nice(low: number, high: number, count: number): number[] {
  const raw = (high - low) / count;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 5, 10].map((m) => m * power).find((s) => s >= raw) ?? raw;
  const ticks: number[] = [];
  for (let t = Math.ceil(low / step - 1e-9) * step; t <= high + step * 1e-9; t += step) ticks.push(Math.abs(t) < step * 1e-9 ? 0 : t);
  return ticks;
}

interface Props {
  data: Slices;
  bySteps: boolean;
  selected: (number | null)[];
  onSelect: (slice: number, shift: boolean) => void;
}

export function HeatMap({ data, bySteps, selected, onSelect }: Props) {
  const [hover, setHover] = useState<number | null>(null);
  const r = range([data]);
  const n = data.slices.length;
  const index = (x: number, width: number) => {
    const i = Math.floor(((x - LEFT) / (width - LEFT - RIGHT)) * n);
    return i >= 0 && i < n ? i : null;
  };
  const draw = (pen: Pen) => {
    const { c, width, height } = pen;
    const w = (width - LEFT - RIGHT) / n;
    const h = height - TOP - BOTTOM;
    const y = (v: number) => height - BOTTOM - ((v - r.low) / (r.high - r.low)) * h;
    c.fillStyle = ramp(0);
    c.fillRect(LEFT, TOP, width - LEFT - RIGHT, h);
    data.slices.forEach((s, i) => {
      const most = Math.max(...s.bins, 1);
      s.bins.forEach((count, k) => {
        if (count === 0) return;
        c.fillStyle = ramp(0.12 + 0.88 * Math.sqrt(count / most));
        const top = y((s.first + k + 1) * data.width);
        c.fillRect(LEFT + i * w, top, Math.max(1, w - (w > 5 ? 1 : 0)), Math.max(1, y((s.first + k) * data.width) - top + 0.3));
      });
    });
    const median = data.slices.map((s) => s.quantiles[4] ?? s.mean);
    c.lineWidth = 2;
    for (const [stroke, extra] of [[isDark() ? '#0f1215' : '#ffffff', 2.5], [color('series-1'), 0]] as const) {
      c.strokeStyle = stroke;
      c.lineWidth = 2 + extra;
      c.lineJoin = 'round';
      c.beginPath();
      let pendown = false;
      median.forEach((m, i) => {
        if (m === null || m === undefined) {
          pendown = false;
          return;
        }
        const px = LEFT + (i + 0.5) * w;
        if (pendown) c.lineTo(px, y(m));
        else c.moveTo(px, y(m));
        pendown = true;
      });
      c.stroke();
    }
    mark(pen, selected, n, w, h);
    if (hover !== null) {
      c.strokeStyle = pen.ink;
      c.lineWidth = 1;
      c.strokeRect(LEFT + hover * w - 0.5, TOP - 0.5, w, h + 1);
    }
    yAxis(pen, r);
    xAxis(pen, data, bySteps, w);
  };
  return (
    <div class="plot">
      <Canvas label={`Heat map of ${data.value}`} height={330} draw={draw}
        onPoint={(x, _y, width) => setHover(index(x, width))} onLeave={() => setHover(null)}
        onClick={(x, _y, width, shift) => {
          const i = index(x, width);
          if (i !== null) onSelect(i, shift);
        }} />
      <Caption slice={hover === null ? null : data.slices[hover] ?? null} bySteps={bySteps} />
    </div>
  );
}

function mark(pen: Pen, selected: (number | null)[], n: number, w: number, h: number) {
  selected.forEach((i, k) => {
    if (i === null || i >= n) return;
    pen.c.strokeStyle = color('series-' + k);
    pen.c.lineWidth = 2.5;
    pen.c.strokeRect(LEFT + i * w, TOP, Math.max(3, w), h);
    pen.c.fillStyle = color('series-' + k);
    pen.c.textAlign = 'center';
    pen.c.fillRect(LEFT + (i + 0.5) * w - 8, TOP - 1, 16, 15);
    pen.c.fillStyle = color('surface');
    pen.c.textBaseline = 'middle';
    pen.c.font = '700 ' + pen.font;
    pen.c.fillText(k === 0 ? 'A' : 'B', LEFT + (i + 0.5) * w, TOP + 7);
    pen.c.font = pen.font;
  });
}

function xAxis(pen: Pen, data: Slices, bySteps: boolean, w: number) {
  const { c, height } = pen;
  const every = Math.max(1, Math.ceil((bySteps ? 60 : 84) / w));
  c.textAlign = 'center';
  c.textBaseline = 'top';
  c.fillStyle = pen.muted;
  data.slices.forEach((s, i) => {
    if (i % every === Math.floor(every / 2)) c.fillText(bySteps ? num(s.firstStep, 6) : clock(s.from), LEFT + (i + 0.5) * w, height - BOTTOM + 9);
  });
}

function Caption({ slice, bySteps }: { slice: Slice | null; bySteps: boolean }) {
  if (!slice) return <p class="caption muted">Click a slice to look at it as A; Shift-click another one as B.</p>;
  const c = slice.counts;
  return (
    <p class="caption">
      <b>{sliceName(slice, bySteps)}</b> · {num(c.responses ?? total(slice.bins), 6)} responses · median {num(slice.quantiles[4])} · mean {num(slice.mean)}
      {(c.responses ?? 0) > 0 && <> · {percent((c.correct ?? 0) / c.responses!)} correct</>}
    </p>
  );
}

const RIDGES = 16;

/** Adjacent slices as one, so that a number of ridges can be told apart. */
function merged(slices: Slice[]): { slice: Slice; from: number; to: number }[] {
  const per = Math.max(1, Math.ceil(slices.length / RIDGES));
  const out: { slice: Slice; from: number; to: number }[] = [];
  for (let i = 0; i < slices.length; i += per) {
    const part = slices.slice(i, i + per).filter((s) => s.bins.length > 0);
    if (part.length === 0) continue;
    const first = Math.min(...part.map((s) => s.first));
    const last = Math.max(...part.map((s) => s.first + s.bins.length));
    const bins = new Array<number>(last - first).fill(0);
    part.forEach((s) => s.bins.forEach((n, k) => { bins[s.first - first + k]! += n; }));
    out.push({ slice: { ...part[0]!, to: part[part.length - 1]!.to, lastStep: part[part.length - 1]!.lastStep, first, bins }, from: i, to: Math.min(slices.length, i + per) - 1 });
  }
  return out;
}

export function Ridges({ data, bySteps, selected, onSelect }: Props) {
  const [hover, setHover] = useState<number | null>(null);
  const r = range([data]);
  const rows = merged(data.slices);
  const left = bySteps ? 74 : 84;
  const gap = Math.min(34, Math.max(17, 420 / Math.max(1, rows.length)));
  const tall = gap * 2.6;
  const height = Math.round(rows.length * gap + tall + 20);
  const base = (i: number) => tall + i * gap;
  const index = (y: number) => {
    const i = Math.round((y - tall + gap * 0.3) / gap);
    return i >= 0 && i < rows.length ? i : null;
  };
  const draw = (pen: Pen) => {
    const { c, width } = pen;
    const x = (v: number) => left + ((v - r.low) / (r.high - r.low)) * (width - left - RIGHT);
    c.textBaseline = 'top';
    for (const t of nice(r.low, r.high, Math.max(2, Math.floor((width - left) / 90)))) {
      c.strokeStyle = pen.grid;
      c.lineWidth = 1;
      c.beginPath();
      c.moveTo(x(t), tall * 0.5);
      c.lineTo(x(t), base(rows.length - 1));
      c.stroke();
      c.fillStyle = pen.muted;
      c.textAlign = 'center';
      c.fillText(num(t), x(t), base(rows.length - 1) + 8);
    }
    rows.forEach(({ slice, from, to }, i) => {
      const most = Math.max(...slice.bins, 1);
      const y0 = base(i);
      const t = rows.length === 1 ? 1 : i / (rows.length - 1);
      const chosen = selected.findIndex((s) => s !== null && s >= from && s <= to);
      const tone = chosen >= 0 ? color('series-' + chosen) : blend(color('ridge-old'), color('ridge-new'), t);
      c.beginPath();
      c.moveTo(x(slice.first * data.width), y0);
      slice.bins.forEach((n, k) => {
        const y = y0 - (n / most) * tall * 0.92;
        const a = x((slice.first + k + 0.2) * data.width);
        const b = x((slice.first + k + 0.8) * data.width);
        c.lineTo(a, y);
        c.lineTo(b, y);
      });
      c.lineTo(x((slice.first + slice.bins.length) * data.width), y0);
      c.closePath();
      c.fillStyle = color('surface');
      c.globalAlpha = 0.72;
      c.fill();
      c.globalAlpha = 1;
      c.fillStyle = fade(tone, hover === i || chosen >= 0 ? 0.6 : 0.34);
      c.fill();
      c.strokeStyle = tone;
      c.lineWidth = hover === i || chosen >= 0 ? 2.2 : 1.4;
      c.lineJoin = 'round';
      c.stroke();
      c.strokeStyle = pen.grid;
      c.lineWidth = 1;
      c.beginPath();
      c.moveTo(left, y0 + 0.5);
      c.lineTo(width - RIGHT, y0 + 0.5);
      c.stroke();
      if (i % Math.ceil(16 / gap) === 0) {
        c.fillStyle = hover === i || chosen >= 0 ? pen.ink : pen.muted;
        c.textAlign = 'right';
        c.textBaseline = 'alphabetic';
        c.fillText(chosen >= 0 ? (chosen === 0 ? 'A  ' : 'B  ') + (bySteps ? num(slice.firstStep, 6) : clock(slice.from)) : bySteps ? num(slice.firstStep, 6) : clock(slice.from), left - 10, y0);
      }
    });
  };
  return (
    <div class="plot">
      <Canvas label={`Ridgelines of ${data.value}, oldest at the top`} height={height} draw={draw}
        onPoint={(_x, y) => setHover(index(y))} onLeave={() => setHover(null)}
        onClick={(_x, y, _w, shift) => {
          const i = index(y);
          if (i !== null) onSelect(Math.round((rows[i]!.from + rows[i]!.to) / 2), shift);
        }} />
      <Caption slice={hover === null ? null : rows[hover]?.slice ?? null} bySteps={bySteps} />
    </div>
  );
}

function blend(a: string, b: string, t: number): string {
  const pa = parseInt(a.slice(1), 16);
  const pb = parseInt(b.slice(1), 16);
  const mix = (shift: number) => Math.round(((pa >> shift) & 255) + (((pb >> shift) & 255) - ((pa >> shift) & 255)) * t);
  return '#' + ((1 << 24) | (mix(16) << 16) | (mix(8) << 8) | mix(0)).toString(16).slice(1);
}

export interface Layer { label: string; color: string; width: number; first: number; bins: readonly number[] }

/** The same counts in bins of a larger width; widths are powers of two. */
export function coarser(layer: Layer, width: number): Layer {
  let { first, bins, width: w } = layer;
  while (w < width * 0.999) {
    const start = Math.floor(first / 2);
    const out = new Array<number>(Math.floor((first + bins.length - 1) / 2) - start + 1).fill(0);
    bins.forEach((n, k) => { out[Math.floor((first + k) / 2) - start]! += n; });
    first = start;
    bins = out;
    w *= 2;
  }
  return { ...layer, first, bins, width: w };
}

/** Histograms as shares, laid over each other: the first one filled, the others as outlines with a hatch. */
export function Overlay({ layers, label, onBin }: { layers: Layer[]; label: string; onBin?: (layer: number, low: number, high: number) => void }) {
  const [hover, setHover] = useState<number | null>(null);
  const shown = layers.filter((l) => l.bins.length > 0);
  const width = Math.max(0, ...shown.map((l) => l.width));
  const even = shown.map((l) => coarser(l, width));
  const first = Math.min(...even.map((l) => l.first));
  const last = Math.max(...even.map((l) => l.first + l.bins.length));
  const n = last - first;
  const most = Math.max(1e-9, ...even.map((l) => Math.max(...l.bins) / total(l.bins)));
  if (even.length === 0) return <p class="muted">No responses here.</p>;
  const index = (x: number, w: number) => {
    const i = Math.floor(((x - LEFT) / (w - LEFT - RIGHT)) * n);
    return i >= 0 && i < n ? first + i : null;
  };
  const draw = (pen: Pen) => {
    const { c, width: w, height } = pen;
    const h = height - TOP - BOTTOM;
    const bw = (w - LEFT - RIGHT) / n;
    c.textAlign = 'right';
    c.textBaseline = 'middle';
    for (const t of nice(0, most, 3)) {
      const y = height - BOTTOM - (t / most) * h;
      c.strokeStyle = pen.grid;
      c.beginPath();
      c.moveTo(LEFT, y + 0.5);
      c.lineTo(w - RIGHT, y + 0.5);
      c.stroke();
      c.fillStyle = pen.muted;
      c.fillText(percent(t), LEFT - 8, y);
    }
    if (hover !== null) {
      c.fillStyle = pen.grid;
      c.fillRect(LEFT + (hover - first) * bw, TOP, bw, h);
    }
    even.forEach((l, k) => {
      const sum = total(l.bins);
      const gap = bw > 8 ? 1.5 : bw > 3 ? 0.5 : 0;
      l.bins.forEach((count, i) => {
        if (count === 0) return;
        const bh = Math.max(1.5, (count / sum / most) * h);
        const x = LEFT + (l.first + i - first) * bw + gap;
        if (k === 0) {
          c.fillStyle = fade(l.color, 0.55);
          c.fillRect(x, height - BOTTOM - bh, bw - 2 * gap, bh);
        } else {
          c.fillStyle = fade(l.color, 0.22);
          c.fillRect(x, height - BOTTOM - bh, bw - 2 * gap, bh);
        }
        c.strokeStyle = l.color;
        c.lineWidth = k === 0 ? 1 : 1.8;
        c.strokeRect(x + 0.5, height - BOTTOM - bh, Math.max(1, bw - 2 * gap - 1), bh);
      });
    });
    c.textAlign = 'center';
    c.textBaseline = 'top';
    c.fillStyle = pen.muted;
    for (const t of nice(first * width, last * width, Math.max(2, Math.floor((w - LEFT) / 90)))) {
      c.fillText(num(t), LEFT + (t / width - first) * bw, height - BOTTOM + 8);
    }
  };
  return (
    <div class="plot">
      <Canvas label={label} height={230} draw={draw} onPoint={(x, _y, w) => setHover(index(x, w))} onLeave={() => setHover(null)}
        {...(onBin ? { onClick: (x: number, _y: number, w: number, shift: boolean) => {
          const bin = index(x, w);
          if (bin !== null) onBin(shift && layers.length > 1 ? 1 : 0, bin * width, (bin + 1) * width);
        } } : {})} />
      <p class="caption">
        {hover === null ? <span class="muted">{onBin ? 'Click a bin for its responses' + (layers.length > 1 ? '; Shift-click for those of B.' : '.') : ''}</span> : (
          <><b>{num(hover * width)} to {num((hover + 1) * width)}</b>{even.map((l) => <span key={l.label}> · {l.label}: {num(l.bins[hover - l.first] ?? 0, 6)} of {num(total(l.bins), 6)}</span>)}</>
        )}
      </p>
    </div>
  );
}
