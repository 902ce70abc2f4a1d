import { useState } from 'preact/hooks';
import type { Slice, Slices } from '../model';
import { REPORT, useJson, useStore, type Run } from '../store';
import { num, percent, percentTick, whole, words } from '../format';
import { HeatMap, Overlay, Ridges, sliceName, total, type Layer } from '../charts/distribution';
import { Line, type Curve } from '../charts/line';
import { series } from '../theme';
import { go, set, useRoute } from '../route';
import { Card, Empty, Scroll, Segmented, Select, Swatch, runColor, useRuns } from './parts';
import { Filters, steps } from './filters';

const NAMES: Record<string, string> = { reward: 'reward', length: 'length in tokens', entropy: 'entropy', staleness: 'staleness' };
export const valueName = (v: string) => NAMES[v] ?? words(v.replace(/^reward\./, 'reward: '));

function address(run: Run, params: Record<string, string>, value: string, by: string): string {
  const query = new URLSearchParams({ value, by, slices: '60' });
  if (params.source) query.set('source', params.source);
  if (params.mode) query.set('mode', params.mode);
  steps(params, query);
  return `/api/runs/${encodeURIComponent(run.id)}/slices?${query.toString()}`;
}

const revision = (run: Run) => (run.revisions.metrics ?? 0) + (run.revisions.trends ?? 0);

export function Distributions() {
  useStore();
  const runs = useRuns();
  const { params } = useRoute();
  const run = runs[0];
  const value = params.value || 'reward';
  const by = params.by || 'step';
  const kind = params.kind || 'ridges';
  const { data, error } = useJson<Slices>(run ? address(run, params, value, by) : null, run ? revision(run) : 0);
  const [a, setA] = useState<number | null>(null);
  const [b, setB] = useState<number | null>(null);
  if (!run) return <Empty title="No run yet" />;
  if (error) return <Empty title="The distributions could not be read">{error}</Empty>;
  if (!data) return <div class="view" />;
  if (data.values.length === 0) {
    return <Empty title="No distributions yet">They come with the windows that the run's monitor publishes at each checkpoint. Runs without <code>monitor.enabled</code>, and those of older versions, have none.</Empty>;
  }
  const bySteps = by === 'step';
  const last = data.slices.length - 1;
  const chosenA = a !== null && a <= last ? a : last;
  const chosenB = b !== null && b <= last ? b : last > 0 ? 0 : null;
  const select = (i: number, shift: boolean) => (shift ? setB(i) : setA(i));
  const values = [...new Set(['reward', ...data.values])];
  return (
    <div class="view">
      <div class="headline">
        <div>
          <h1>Distributions</h1>
          <p class="muted">of graded responses{runs.length > 1 ? `; above ${run.status.name}, below all chosen runs` : ''}</p>
        </div>
      </div>
      <div class="toolbar">
        <Select label="Value" value={value} options={values.map((v) => [v, valueName(v)] as const)} onChange={(v) => set({ value: v })} />
        <Segmented label="Axis" value={by} options={[['step', 'by version'], ['time', 'by time']]} onChange={(v) => set({ by: v })} />
        <Segmented label="Chart" value={kind} options={[['ridges', 'ridgelines'], ['heat', 'heat map']]} onChange={(v) => set({ kind: v })} />
        {!REPORT && <Filters sources={data.sources} modes={data.modes} />}
      </div>
      <Card title={`${capital(valueName(value))} ${bySteps ? 'by optimizer step of the weights' : 'by time'}`} note={kind === 'heat' ? 'each column is scaled to its own largest bin; the line is the median' : 'each ridge is scaled to its own largest bin; newest at the bottom'}>
        {data.slices.length === 0 ? <p class="muted">No responses match.</p> : kind === 'heat'
          ? <HeatMap data={data} bySteps={bySteps} selected={[chosenA, chosenB]} onSelect={select} />
          : <Ridges data={data} bySteps={bySteps} selected={[chosenA, chosenB]} onSelect={select} />}
      </Card>
      <div class="halves">
        {runs.length > 1
          ? <RunsOverlay runs={runs} params={params} value={value} by={by} />
          : <SlicesOverlay data={data} a={chosenA} b={chosenB} bySteps={bySteps} value={value} />}
        <Quantiles data={data} bySteps={bySteps} value={value} />
      </div>
      <div class="halves">
        <Shares data={data} bySteps={bySteps} />
        <TableOf data={data} bySteps={bySteps} />
      </div>
    </div>
  );
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Opens the responses of a bin. */
function responses(slice: Slice | null, bySteps: boolean, value: string, low: number, high: number, runs?: string) {
  const where: Record<string, string> = {};
  if (slice) {
    if (bySteps) where.version = `${slice.firstStep}-${slice.lastStep}`;
    else {
      where.from = String(slice.from);
      where.to = String(slice.to);
    }
  }
  go('groups', { value, low: String(low), high: String(high), ...where, ...(runs ? { runs } : {}) });
}

function SlicesOverlay({ data, a, b, bySteps, value }: { data: Slices; a: number; b: number | null; bySteps: boolean; value: string }) {
  const chosen = [a, b].filter((i): i is number => i !== null && i >= 0);
  const layers: Layer[] = chosen.map((i, k) => {
    const s = data.slices[i]!;
    return { label: `${k === 0 ? 'A' : 'B'}: ${sliceName(s, bySteps)}`, color: series(k), width: data.width, first: s.first, bins: s.bins };
  });
  return (
    <Card title="A and B laid over each other" note={layers.map((l) => <span key={l.label} class="key"><Swatch color={l.color} />{l.label} (n = {whole(total(l.bins))})</span>)}>
      <Overlay layers={layers} label="Histograms of two slices, as shares" {...(REPORT ? {} : { onBin: (k: number, low: number, high: number) => responses(data.slices[chosen[k]!] ?? null, bySteps, value, low, high) })} />
    </Card>
  );
}

type Part = 'all' | 'first' | 'last';

function RunsOverlay({ runs, params, value, by }: { runs: Run[]; params: Record<string, string>; value: string; by: string }) {
  const [part, setPart] = useState<Part>('last');
  const first = useJson<Slices>(runs[0] ? address(runs[0], params, value, by) : null, runs[0] ? revision(runs[0]) : 0).data;
  const second = useJson<Slices>(runs[1] ? address(runs[1], params, value, by) : null, runs[1] ? revision(runs[1]) : 0).data;
  const third = useJson<Slices>(runs[2] ? address(runs[2], params, value, by) : null, runs[2] ? revision(runs[2]) : 0).data;
  const fourth = useJson<Slices>(runs[3] ? address(runs[3], params, value, by) : null, runs[3] ? revision(runs[3]) : 0).data;
  const layers = [first, second, third, fourth].flatMap((d, i): Layer[] => (d && runs[i] ? [layer(runs[i], d, part)] : []));
  return (
    <Card title="Runs laid over each other" note={layers.map((l) => <span key={l.label} class="key"><Swatch color={l.color} />{l.label} (n = {whole(total(l.bins))})</span>)}
      actions={<Segmented label="Part of the runs" value={part} options={[['all', 'all'], ['first', 'first quarter'], ['last', 'last quarter']]} onChange={(p) => setPart(p as Part)} />}>
      <Overlay layers={layers} label="Histograms of runs, as shares" onBin={(k, low, high) => responses(null, true, value, low, high, runs[k]?.id)} />
    </Card>
  );
}

function layer(run: Run, data: Slices, part: Part): Layer {
  const quarter = Math.max(1, Math.round(data.slices.length / 4));
  const chosen = (part === 'all' ? data.slices : part === 'first' ? data.slices.slice(0, quarter) : data.slices.slice(-quarter)).filter((s) => s.bins.length > 0);
  const first = Math.min(...chosen.map((s) => s.first));
  const last = Math.max(...chosen.map((s) => s.first + s.bins.length));
  const bins = chosen.length === 0 ? [] : new Array<number>(last - first).fill(0);
  chosen.forEach((s) => s.bins.forEach((n, k) => { bins[s.first - first + k]! += n; }));
  return { label: run.status.name, color: runColor(run), width: data.width, first: chosen.length === 0 ? 0 : first, bins };
}

const xOf = (s: Slice, bySteps: boolean) => (bySteps ? (s.firstStep + s.lastStep) / 2 : (s.from + s.to) / 2);

function axis(data: Slices, bySteps: boolean): { x: number[]; tick: (v: number) => string } {
  return { x: data.slices.map((s) => xOf(s, bySteps)), tick: bySteps ? (v) => num(v, 6) : (v) => new Date(v).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit', hour12: false }) };
}

function Quantiles({ data, bySteps, value }: { data: Slices; bySteps: boolean; value: string }) {
  const { x, tick } = axis(data, bySteps);
  const q = (k: number) => data.slices.map((s) => s.quantiles[k] ?? NaN);
  if (!data.slices.some((s) => s.quantiles.length > 0)) {
    const curves: Curve[] = [{ label: 'mean', x, y: data.slices.map((s) => s.mean ?? NaN), color: series(0) }];
    return <Card title={`Mean ${valueName(value)}`}><Line label="Mean by slice" curves={curves} height={250} xLabel={bySteps ? 'step' : 'time'} xTick={tick} /></Card>;
  }
  const tone = series(0);
  const curves: Curve[] = [
    { label: '99 %', x, y: q(8), color: tone, faint: true, bandToNext: true }, { label: '1 %', x, y: q(0), color: tone, faint: true },
    { label: '90 %', x, y: q(6), color: tone, faint: true, bandToNext: true }, { label: '10 %', x, y: q(2), color: tone, faint: true },
    { label: '75 %', x, y: q(5), color: tone, faint: true, bandToNext: true }, { label: '25 %', x, y: q(3), color: tone, faint: true },
    { label: 'median', x, y: q(4), color: tone }, { label: 'mean', x, y: data.slices.map((s) => s.mean ?? NaN), color: series(1), dash: true },
  ];
  return (
    <Card title={`Quantiles of ${valueName(value)}`} note="bands: 25–75, 10–90 and 1–99 %, each within 1 % of the value">
      <Line label="Quantiles by slice" curves={curves} height={250} xLabel={bySteps ? 'step' : 'time'} xTick={tick} />
    </Card>
  );
}

function Shares({ data, bySteps }: { data: Slices; bySteps: boolean }) {
  const { x, tick } = axis(data, bySteps);
  const share = (name: string, of = 'responses') => data.slices.map((s) => ((s.counts[of] ?? 0) > 0 ? (s.counts[name] ?? 0) / s.counts[of]! : NaN));
  const ungraded = data.slices.map((s) => {
    const n = Object.values(s.ungraded).reduce((u, v) => u + v, 0);
    return n + (s.counts.responses ?? 0) > 0 ? n / (n + (s.counts.responses ?? 0)) : NaN;
  });
  const curves: Curve[] = [
    { label: 'correct', x, y: share('correct'), color: series(0) },
    { label: 'truncated', x, y: share('truncated'), color: series(1) },
    { label: 'ungraded', x, y: ungraded, color: series(4) },
    { label: 'groups without signal', x, y: data.slices.map((s) => s.collapseRate ?? NaN), color: series(3) },
    { label: 'replayed', x, y: share('replayed'), color: series(2) },
  ].filter((c) => c.y.some((v) => Number.isFinite(v) && (v > 0 || c.label === 'correct')));
  return (
    <Card title="Shares" note={curves.map((c) => <span key={c.label} class="key"><Swatch color={c.color} />{c.label}</span>)}>
      <Line label="Shares by slice" curves={curves} height={230} format={percent} tick={percentTick} least={0} xLabel={bySteps ? 'step' : 'time'} xTick={tick} />
    </Card>
  );
}

function TableOf({ data, bySteps }: { data: Slices; bySteps: boolean }) {
  return (
    <Card title="As a table" class="tall">
      <Scroll label="Slices as a table" limited>
        <table class="table">
          <thead><tr><th>{bySteps ? 'Steps' : 'Time'}</th><th class="n">Responses</th><th class="n">Correct</th><th class="n">10 %</th><th class="n">Median</th><th class="n">90 %</th><th class="n">Mean</th></tr></thead>
          <tbody>
            {[...data.slices].reverse().map((s) => (
              <tr key={`${s.from}-${s.firstStep}`}>
                <td>{sliceName(s, bySteps).replace(/^steps? /, '')}</td><td class="n">{whole(s.counts.responses)}</td>
                <td class="n">{percent((s.counts.responses ?? 0) > 0 ? (s.counts.correct ?? 0) / s.counts.responses! : NaN)}</td>
                <td class="n">{num(s.quantiles[2])}</td><td class="n">{num(s.quantiles[4])}</td><td class="n">{num(s.quantiles[6])}</td><td class="n">{num(s.mean)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </Card>
  );
}
