import type { MethodInfo } from '../model';
import { store, useJson, useStore, type Run } from '../store';
import { num, smooth, whole, words } from '../format';
import { Line } from '../charts/line';
import { series } from '../theme';
import { Card, Empty, pick, rows, useRuns } from './parts';
import { runPath } from './visit';

interface Paper { title: string; paper: string; about: string; figures: string[]; metrics: string[] }

/** What the built-in methods do, and which figures of the run tell of it; others show the figures that they declare. */
const PAPERS: Record<string, Paper> = {
  rearl: { title: 'REA-RL', paper: 'arXiv 2505.19862', about: 'A reflection model cuts thinking once it has reached the result; shorter correct responses earn more.', figures: [], metrics: ['REVISIONS_MADE', 'REVISIONS_RIGHT', 'REVISIONS_REPLACED', 'REVISIONS_FAILED', 'REVISION_CUT_SHARE'] },
  autothink: { title: 'AutoThink', paper: 'arXiv 2505.10832', about: 'The policy learns to think only where it helps, by rewards in stages.', figures: [], metrics: [] },
  r3: { title: 'R3', paper: 'arXiv 2601.19620', about: 'Groups without a learning signal are joined by responses from memory; hard queries come back with an earlier failure to reflect on.', figures: ['replays'], metrics: ['GROUPS_COLLAPSED_WRONG', 'GROUPS_COLLAPSED_RIGHT', 'GROUPS_RESTORED', 'REPLAYS_CORRECT', 'REPLAYS_WRONG', 'REPLAYS_CROSS_CONTEXT', 'REFLECTIONS_SENT', 'REFLECTIONS_TRIED', 'REFLECTIONS_WON'] },
  rorecomp: { title: 'RoRecomp', paper: 'arXiv 2509.25958', about: 'Short correct and long incorrect responses are trained first; the leftovers wait for a compensation step.', figures: ['priority_share', 'rows', 'dropped'], metrics: ['COMPENSATION_STEPS', 'COMPENSATION_DROPPED', 'BUFFER_FILL'] },
};

function enabled(options: unknown): boolean {
  if (options === null || typeof options !== 'object') return false;
  const record = options as Record<string, unknown>;
  if ('enabled' in record) return record.enabled === true;
  return Object.values(record).some((v) => v !== null && typeof v === 'object' && enabled(v));
}

export function Methods() {
  useStore();
  const run = useRuns()[0];
  const { data, error } = useJson<MethodInfo[]>(run ? runPath(run, 'methods') : null, run?.status.state);
  if (!run) return <Empty title="No run yet" />;
  if (error) return <Empty title="The methods could not be read">{error}</Empty>;
  if (!data) return <div class="view" />;
  const on = data.filter((m) => enabled(m.options));
  const off = data.filter((m) => !enabled(m.options));
  return (
    <div class="view">
      <div class="headline"><div><h1>Methods</h1><p class="muted">what each one did in this run</p></div></div>
      {on.length === 0 && <Empty title="Plain policy gradient">No method is switched on. They are switched on below <code>method</code> in the configuration.</Empty>}
      {on.map((m) => <Method key={m.name} method={m} run={run} />)}
      {off.length > 0 && on.length > 0 && <p class="muted small">Switched off: {off.map((m) => PAPERS[m.name]?.title ?? m.name).join(', ')}.</p>}
    </div>
  );
}

function Method({ method, run }: { method: MethodInfo; run: Run }) {
  const paper = PAPERS[method.name];
  const figures = [...(paper?.figures ?? []), ...method.figures.map((f) => f.key)].filter((f) => run.names.includes(f));
  store.want([...figures, 'compensation']);
  const kept = rows(run);
  const x = pick(run.columns.get('learner_step'), kept);
  const live = run.status.live;
  const facts: [string, string, string][] = [];
  if (method.name === 'rorecomp') facts.push(['compensation steps', whole((run.columns.get('compensation') ?? []).filter((v) => v > 0).length), 'steps on the leftovers']);
  if (method.name === 'r3') {
    facts.push(['responses replayed', whole(total(run, 'replays')), 'into groups without a learning signal']);
    facts.push(['reflections ended', whole(run.status.ledger.splits.reflections ?? 0), 'visits with a reflection prompt']);
  }
  if (live) for (const name of paper?.metrics ?? []) {
    const value = live.metrics[name];
    if (value !== undefined) facts.push([words(name), num(value), store.figures[name.toLowerCase()]?.meaning ?? '']);
  }
  const about = (f: string) => method.figures.find((one) => one.key === f) ?? store.figures[f];
  return (
    <>
      <Card title={paper?.title ?? method.name} note={paper ? <>{paper.paper}</> : 'an extension'}>
        {paper && <p class="muted about">{paper.about}</p>}
        {facts.length > 0 && (
          <dl class="facts">{facts.map(([name, value, meaning]) => <div key={name} title={meaning}><dt>{name}</dt><dd>{value}</dd></div>)}</dl>
        )}
        <details class="options"><summary>its options</summary><Options value={method.options} /></details>
      </Card>
      {figures.length > 0 && (
        <div class="grid">
          {figures.map((f, i) => {
            const y = pick(run.columns.get(f), kept);
            return (
              <Card key={f} title={<span title={about(f)?.meaning}>{words(f)}</span>} note={about(f)?.unit}>
                <Line label={`${words(f)} by step`} curves={[{ label: words(f), x, y, color: series(i), faint: true }, { label: words(f), x, y: smooth(y, 0.8), color: series(i) }]} sync="steps" least={0} />
              </Card>
            );
          })}
        </div>
      )}
    </>
  );
}

function total(run: Run, figure: string): number {
  return (run.columns.get(figure) ?? []).reduce((a, v) => (Number.isFinite(v) ? a + v : a), 0);
}

function Options({ value, prefix = '' }: { value: unknown; prefix?: string }) {
  const flat: [string, string][] = [];
  const walk = (v: unknown, key: string) => {
    if (v !== null && typeof v === 'object' && !Array.isArray(v)) Object.entries(v).forEach(([k, one]) => walk(one, key ? `${key}.${k}` : k));
    else flat.push([key, JSON.stringify(v)]);
  };
  walk(value, prefix);
  return <dl class="option-list">{flat.map(([k, v]) => <div key={k}><dt class="mono">{k}</dt><dd class="mono">{v}</dd></div>)}</dl>;
}
