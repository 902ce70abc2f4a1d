import { useState } from 'preact/hooks';
import { store, useStore, type Run } from '../store';
import { compact, mean, num, percent, percentTick, seconds, signed, smooth, whole, words } from '../format';
import { Line, Spark, type Curve } from '../charts/line';
import { color, ramp, series } from '../theme';
import { Card, Empty, Scroll, Select, Swatch, pick, rows, runColor, useRuns } from './parts';
import { link, set, useRoute } from '../route';
import { STATE_SIGN, useAlarms } from './config';

type Good = 'up' | 'down' | 'none';
interface TileSpec { figure: string; label: string; good: Good; share?: boolean }

const TILES: TileSpec[] = [
  { figure: 'reward', label: 'Reward', good: 'up' },
  { figure: 'accuracy', label: 'Correct', good: 'up', share: true },
  { figure: 'response_tokens', label: 'Response tokens', good: 'none' },
  { figure: 'entropy', label: 'Entropy', good: 'none' },
  { figure: 'zero_advantage', label: 'Groups without signal', good: 'down', share: true },
  { figure: 'log_prob_gap', label: 'Sampler–learner gap', good: 'down' },
];

interface ChartSpec {
  title: string;
  figures: readonly (readonly [figure: string, label: string])[];
  share?: boolean;
  zero?: boolean;
  heldOut?: 'reward' | 'accuracy' | 'tokens';
}

const SECTIONS: readonly (readonly [string, readonly ChartSpec[]])[] = [
  ['Learning', [
    { title: 'Reward', figures: [['reward', 'training']], heldOut: 'reward' },
    { title: 'Correct responses', figures: [['accuracy', 'training']], share: true, heldOut: 'accuracy' },
    { title: 'Response tokens', figures: [['response_tokens', 'training']], zero: true, heldOut: 'tokens' },
  ]],
  ['Signal', [
    { title: 'Groups', figures: [['zero_advantage', 'without signal'], ['solve_all', 'all correct'], ['solve_none', 'none correct']], share: true, zero: true },
    { title: 'Truncated responses', figures: [['truncated', 'share']], share: true, zero: true },
  ]],
  ['Stability', [
    { title: 'Entropy', figures: [['entropy', 'of responses'], ['gradient_entropy', 'of trained tokens']], zero: true },
    { title: 'Sampler–learner gap', figures: [['log_prob_gap', 'nats per token']], zero: true },
    { title: 'Clipped tokens', figures: [['clip_share', 'clip share']], share: true, zero: true },
    { title: 'Gradient norm', figures: [['gradient_norm', 'before clipping']], zero: true },
    { title: 'Loss', figures: [['loss', 'loss']] },
    { title: 'KL to the reference', figures: [['kl', 'nats per token']], zero: true },
  ]],
  ['Work', [
    { title: 'Staleness', figures: [['staleness', 'mean'], ['max_staleness', 'largest']], zero: true },
    { title: 'Rows trained', figures: [['rows', 'responses'], ['dropped', 'dropped']], zero: true },
    { title: 'Learner time per step', figures: [['train_seconds', 'seconds']], zero: true },
  ]],
];

const SPECS = new Set(SECTIONS.flatMap(([, charts]) => charts.flatMap((c) => c.figures.map(([f]) => f))));

export function Overview() {
  useStore();
  const chosen = useRuns();
  const route = useRoute();
  const [weight, setWeight] = useState(0.8);
  store.want([...SPECS, ...TILES.map((t) => t.figure), 'ungraded', 'responses']);
  const extra = (route.params.also ?? '').split(',').filter(Boolean);
  store.want(extra);
  const first = chosen[0];
  if (!first) return <Empty title="No run yet">The page fills as soon as the run has read its inputs.</Empty>;
  return (
    <div class="view">
      {chosen.length === 1 ? <Headline run={first} /> : <Compared runs={chosen} />}
      {chosen.map((run) => <Alarming key={run.id} run={run} named={chosen.length > 1} />)}
      {chosen.length === 1 && <Tiles run={first} />}
      {chosen.length === 1 && (
        <div class="split">
          <Health run={first} />
          <Ledger run={first} />
        </div>
      )}
      <div class="toolbar">
        <label class="range">
          <span>Smoothing</span>
          <input type="range" min="0" max="0.97" step="0.01" value={weight} onInput={(e) => setWeight(Number(e.currentTarget.value))} />
        </label>
        <MoreFigures runs={chosen} extra={extra} />
      </div>
      {SECTIONS.map(([title, charts]) => (
        <Section key={title} title={title} charts={title === 'Signal' ? [...charts, ...components(chosen)] : charts} runs={chosen} weight={weight} />
      ))}
      {extra.length > 0 && <Section title="Chosen" charts={extra.map((f) => ({ title: words(f), figures: [[f, f]] as const }))} runs={chosen} weight={weight} />}
    </div>
  );
}

function components(runs: Run[]): ChartSpec[] {
  const names = [...new Set(runs.flatMap((run) => run.names))].filter((n) => n.startsWith('reward_'));
  store.want(names);
  if (names.length === 0) return [];
  return runs.length === 1
    ? [{ title: 'Components of the reward', figures: names.map((n) => [n, n.slice('reward_'.length)] as const) }]
    : names.map((n) => ({ title: 'Reward: ' + n.slice('reward_'.length), figures: [[n, 'training']] as const }));
}

function MoreFigures({ runs, extra }: { runs: Run[]; extra: string[] }) {
  const names = [...new Set(runs.flatMap((run) => run.names))].filter((n) => !extra.includes(n) && n !== 'record');
  return (
    <>
      <Select label="Add a figure" value="" options={[['', 'choose …'], ...names.map((n) => [n, words(n)] as const)]}
        onChange={(f) => f && set({ also: [...extra, f].join(',') })} />
      {extra.map((f) => (
        <button key={f} class="chip" type="button" onClick={() => set({ also: extra.filter((one) => one !== f).join(',') })} aria-label={`Remove ${words(f)}`}>{words(f)} ×</button>
      ))}
    </>
  );
}

function Headline({ run }: { run: Run }) {
  const s = run.status;
  const share = s.stepsWanted > 0 ? Math.min(1, s.steps / s.stepsWanted) : NaN;
  const rate = s.live?.rates.LEARNER_STEP ?? 0;
  const left = s.live && s.state === 'RUNNING' && rate > 0 && s.stepsWanted > s.steps ? (s.stepsWanted - s.steps) / rate : NaN;
  return (
    <div class="headline">
      <div>
        <h1>{s.name}</h1>
        <p class="muted path">{s.folder}</p>
      </div>
      <div class="progress-block">
        <div class="progress-text">
          {s.activity !== '' && <span class="activity" role="status">{s.activity} …</span>}
          {(s.activity === '' || s.steps > 0) && <b>step {whole(s.steps)}</b>}
          {s.stepsWanted > 0 && <span class="muted"> of {whole(s.stepsWanted)}</span>}
          {Number.isFinite(left) && <span class="muted"> · about {seconds(left)} left</span>}
        </div>
        {Number.isFinite(share) && (
          <div class="progress" role="progressbar" aria-label="Steps taken" aria-valuemin={0} aria-valuemax={100} aria-valuenow={Math.round(share * 100)}>
            <i style={{ width: `${share * 100}%` }} />
          </div>
        )}
      </div>
    </div>
  );
}

/** Alarms that fire. */
function Alarming({ run, named }: { run: Run; named: boolean }) {
  const firing = useAlarms(run)?.active.filter((a) => a.state === 'FIRING') ?? [];
  if (firing.length === 0) return null;
  return (
    <ul class="alarming" role="alert">
      {firing.map((a) => (
        <li key={a.rule + a.series}><a href={link('config')}><b>{STATE_SIGN.FIRING} {a.rule}</b>{named && <span>{run.status.name}</span>}<span>{a.message}</span><span class="muted">since {new Date(a.since).toLocaleTimeString([], { hour12: false })}</span></a></li>
      ))}
    </ul>
  );
}

function Compared({ runs }: { runs: Run[] }) {
  const figures = ['reward', 'accuracy', 'response_tokens', 'entropy'] as const;
  return (
    <Card title="Runs compared" note="latest values, mean of the last ten steps">
      <Scroll label="Runs compared">
        <table class="table">
          <thead>
            <tr><th>Run</th><th class="n">Steps</th>{figures.map((f) => <th key={f} class="n">{words(f)}</th>)}<th class="n">Held-out correct</th></tr>
          </thead>
          <tbody>
            {runs.map((run) => {
              const held = run.status.heldOut;
              const kept = rows(run);
              return (
                <tr key={run.id}>
                  <td><Swatch color={runColor(run)} />{run.status.name}</td>
                  <td class="n">{whole(run.status.steps)}</td>
                  {figures.map((f) => <td key={f} class="n">{f === 'accuracy' ? percent(mean(pick(run.columns.get(f), kept).slice(-10))) : num(mean(pick(run.columns.get(f), kept).slice(-10)))}</td>)}
                  <td class="n">{held.length > 0 ? percent(held[held.length - 1]!.sampled.accuracy) : '–'}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </Scroll>
    </Card>
  );
}

function Tiles({ run }: { run: Run }) {
  const kept = rows(run);
  const held = run.status.heldOut;
  const heldValues = held.map((h) => h.sampled.accuracy ?? NaN);
  return (
    <div class="tiles">
      {TILES.map((t) => {
        const values = pick(run.columns.get(t.figure), kept).filter(Number.isFinite);
        return <Tile key={t.figure} label={t.label} values={values} good={t.good} share={t.share ?? false} window={10} meaning={store.figures[t.figure]?.meaning ?? ''} figure={t.figure} />;
      })}
      {held.length > 0 && <Tile label="Held-out correct" values={heldValues.filter(Number.isFinite)} good="up" share window={1} meaning="share of correct sampled responses to held-out prompts" figure="held_out" />}
      <Speed run={run} kept={kept} />
    </div>
  );
}

function Tile(props: { label: string; values: number[]; good: Good; share: boolean; window: number; meaning: string; figure: string }) {
  const { values } = props;
  const last = values[values.length - 1] ?? NaN;
  const n = Math.min(props.window, Math.max(1, Math.floor(values.length / 2)));
  const change = values.length > 1 ? mean(values.slice(-n)) - mean(values.slice(0, n)) : NaN;
  const format = props.share ? percent : (v: number) => num(v);
  const better = props.good === 'none' || !Number.isFinite(change) || Math.abs(change) < 1e-9 ? '' : (change > 0) === (props.good === 'up') ? 'better' : 'worse';
  return (
    <div class="tile" title={`${props.meaning}\nchange: mean of the last ${n} minus mean of the first ${n}`}>
      <div class="tile-label">{props.label}</div>
      <div class="tile-value" data-figure={props.figure}>{format(last)}</div>
      <div class="tile-foot">
        <span class={'delta ' + better}>
          {Number.isFinite(change) ? <><span aria-hidden="true">{change > 0 ? '▲' : change < 0 ? '▼' : '■'}</span> {signed(props.share ? (100 * change).toFixed(1).replace('-', '−') + ' pts' : num(change), change)}</> : '–'}
        </span>
        <Spark values={smooth(values, values.length > 12 ? 0.7 : 0)} color={color('accent')} label={`${props.label}, all steps`} />
      </div>
    </div>
  );
}

function Speed({ run, kept }: { run: Run; kept: number[] }) {
  store.want(['train_tokens', 'train_seconds']);
  const live = run.status.live;
  if (live && run.status.state === 'RUNNING') {
    return (
      <div class="tile" title="response tokens sampled per second, over the last seconds">
        <div class="tile-label">Sampling</div>
        <div class="tile-value">{compact(live.rates.TOKENS_SAMPLED ?? NaN)}<small> tokens/s</small></div>
        <div class="tile-foot"><span class="delta">{num(live.rates.RESPONSES_SAMPLED ?? NaN)} responses/s</span></div>
      </div>
    );
  }
  const tokens = pick(run.columns.get('train_tokens'), kept);
  const time = pick(run.columns.get('train_seconds'), kept);
  const speed = tokens.map((t, i) => t / time[i]!);
  return (
    <div class="tile" title="response tokens that the learner processed per second">
      <div class="tile-label">Learner</div>
      <div class="tile-value">{compact(mean(speed))}<small> tokens/s</small></div>
      <div class="tile-foot"><span class="delta">mean</span><Spark values={smooth(speed, 0.7)} color={color('accent')} label="Speed of the learner, all steps" /></div>
    </div>
  );
}

interface Strip { label: string; figure: string; worst: number; value: (run: Run, i: number) => number; format: (v: number) => string }

const at = (run: Run, figure: string, i: number) => run.columns.get(figure)?.[i] ?? NaN;
const STRIPS: Strip[] = [
  { label: 'Groups without signal', figure: 'zero_advantage', worst: 1, value: (r, i) => at(r, 'zero_advantage', i), format: percent },
  { label: 'Truncated', figure: 'truncated', worst: 0.5, value: (r, i) => at(r, 'truncated', i), format: percent },
  { label: 'Ungraded', figure: 'ungraded', worst: 0.2, value: (r, i) => at(r, 'ungraded', i) / (at(r, 'ungraded', i) + at(r, 'responses', i)), format: percent },
  { label: 'Clipped tokens', figure: 'clip_share', worst: 0.3, value: (r, i) => at(r, 'clip_share', i), format: percent },
  { label: 'Sampler–learner gap', figure: 'log_prob_gap', worst: 0.3, value: (r, i) => at(r, 'log_prob_gap', i), format: (v) => num(v) },
];
const CELLS = 60;

function Health({ run }: { run: Run }) {
  const kept = rows(run);
  const from = kept.length > 0 ? at(run, 'learner_step', kept[0]!) : NaN;
  const to = kept.length > 0 ? at(run, 'learner_step', kept[kept.length - 1]!) : NaN;
  return (
    <Card title="Health" note="stronger colour is worse; each cell is the mean over some steps" class="health">
      <div class="strips">
        {STRIPS.map((strip) => {
          const values = kept.map((i) => strip.value(run, i));
          const cells = Math.min(CELLS, values.length);
          const means = Array.from({ length: cells }, (_, k) => mean(values.slice(Math.floor((k * values.length) / cells), Math.floor(((k + 1) * values.length) / cells))));
          const now = means[cells - 1] ?? NaN;
          return (
            <div class="strip" key={strip.figure}>
              <span class="strip-label" title={`${store.figures[strip.figure]?.meaning ?? ''}\nbad: ${store.figures[strip.figure]?.bad ?? ''}`}>{strip.label}</span>
              <svg viewBox={`0 0 ${Math.max(1, cells) * 6} 14`} preserveAspectRatio="none" role="img" aria-label={`${strip.label}: now ${strip.format(now)}`}>
                {means.map((m, k) => <rect key={k} x={k * 6} y="0" width="5.2" height="14" rx="1" fill={Number.isFinite(m) ? ramp(m / strip.worst) : color('grid')} />)}
              </svg>
              <span class="strip-value">{strip.format(now)}</span>
            </div>
          );
        })}
        <div class="strip foot"><span class="strip-label" /><span class="muted">step {num(from, 6)}</span><span class="strip-value muted">{num(to, 6)}</span></div>
      </div>
    </Card>
  );
}

const END_ORDER = ['TRAINED', 'UNGRADED', 'TOO_STALE', 'PROMPT_TOO_LONG', 'SAMPLING_FAILED', 'EXPIRED', 'UNREADABLE'];
const END_COLOR: Record<string, number> = { TRAINED: 0, TOO_STALE: 1, UNGRADED: 4, PROMPT_TOO_LONG: 3, SAMPLING_FAILED: 5, EXPIRED: 2, UNREADABLE: 3 };

function Ledger({ run }: { run: Run }) {
  const { ledger, live } = run.status;
  const read = live?.metrics.VISITS_READ ?? ledger.read ?? NaN;
  const open = Number.isFinite(read) ? Math.max(0, read - ledger.ended) : NaN;
  const total = ledger.ended + (Number.isFinite(open) ? open : 0);
  const ends = END_ORDER.filter((end) => (ledger.ends[end] ?? 0) > 0);
  return (
    <Card title="Ledger" note="each prompt visit ends exactly once" class="ledger">
      <div class="balance" role="img" aria-label={`${whole(ledger.ended)} visits ended`}>
        {total > 0 && ends.map((end) => <i key={end} style={{ width: `${(100 * ledger.ends[end]!) / total}%`, background: series(END_COLOR[end] ?? 3) }} />)}
        {open > 0 && <i class="open" style={{ width: `${(100 * open) / total}%` }} />}
      </div>
      <ul class="legend">
        {ends.map((end) => (
          <li key={end}><Swatch color={series(END_COLOR[end] ?? 3)} /><span>{words(end)}</span><b data-end={end}>{whole(ledger.ends[end])}</b></li>
        ))}
        {Number.isFinite(open) && <li><i class="swatch open" aria-hidden="true" /><span>still open</span><b>{whole(open)}</b></li>}
      </ul>
      <p class="equation muted">
        {Number.isFinite(read) ? `${whole(Math.max(read, ledger.ended))} read = ` : `${whole(ledger.ended)} ended = `}
        {ends.map((end) => `${whole(ledger.ends[end])} ${words(end)}`).join(' + ')}
        {Number.isFinite(read) ? `${ends.length > 0 ? ' + ' : ''}${whole(open)} open` : ''}
      </p>
    </Card>
  );
}

function Section({ title, charts, runs, weight }: { title: string; charts: readonly ChartSpec[]; runs: Run[]; weight: number }) {
  const shown = charts.filter((c) => runs.some((run) => c.figures.some(([f]) => run.names.includes(f) && !(f === 'kl' && run.columns.get(f)?.every((v) => v === 0 || Number.isNaN(v))))));
  if (shown.length === 0) return null;
  return (
    <>
      <h2 class="section">{title}</h2>
      <div class="grid">
        {shown.map((c) => <Chart key={c.title} spec={c} runs={runs} weight={weight} />)}
      </div>
    </>
  );
}

function Chart({ spec, runs, weight }: { spec: ChartSpec; runs: Run[]; weight: number }) {
  const curves: Curve[] = [];
  const single = runs.length === 1;
  for (const run of runs) {
    const kept = rows(run);
    const x = pick(run.columns.get('learner_step'), kept);
    spec.figures.forEach(([figure, label], k) => {
      if (!single && k > 0) return;
      const y = pick(run.columns.get(figure), kept);
      if (!y.some(Number.isFinite)) return;
      const stroke = single ? series(k) : runColor(run);
      const name = single ? label : run.status.name;
      if (weight > 0) curves.push({ label: name, x, y, color: stroke, faint: true });
      curves.push({ label: name, x, y: smooth(y, weight), color: stroke });
    });
    const held = run.status.heldOut;
    if (spec.heldOut && held.length > 0) {
      const key = spec.heldOut;
      const hx = held.map((h) => h.step);
      curves.push({ label: single ? 'held-out, sampled' : `${run.status.name}, held-out`, x: hx, y: held.map((h) => h.sampled[key] ?? NaN), color: single ? series(1) : runColor(run), points: true });
      if (single) curves.push({ label: 'held-out, greedy', x: hx, y: held.map((h) => h.greedy[key] ?? NaN), color: series(2), points: true });
    }
  }
  const legend = curves.filter((c) => !c.faint);
  const main = spec.figures[0]![0];
  const about = store.figures[main];
  return (
    <Card title={<span title={about ? `${about.meaning}${about.bad ? `\nbad: ${about.bad}` : ''}` : ''}>{spec.title}</span>}
      note={legend.length > 1 ? legend.map((c) => <span key={c.label} class="key"><Swatch color={c.color} />{c.label}</span>) : about?.unit}>
      <Line label={`${spec.title} by step`} curves={curves} sync="steps" format={spec.share ? percent : (v) => num(v)} {...(spec.share ? { tick: percentTick } : {})} {...(spec.zero || spec.share ? { least: 0 } : {})} />
    </Card>
  );
}
