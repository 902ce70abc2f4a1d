import { useStore, type Run } from '../store';
import { bytes, compact, num, percent, seconds, whole, words } from '../format';
import { Card, Empty, Scroll, useRuns } from './parts';
import { useJson } from '../store';
import type { DeadLetter, Live } from '../model';

interface Stage { id: string; title: string; x: number; y: number; task: RegExp; lines: (live: Live | null, run: Run) => [string, string][] }

const m = (live: Live | null, name: string) => live?.metrics[name] ?? NaN;
const r = (live: Live | null, name: string) => live?.rates[name] ?? NaN;
const rate = (value: number, unit: string): [string, string] => [compact(value), unit];

const STAGES: Stage[] = [
  { id: 'prompts', title: 'prompts', x: 0, y: 0, task: /prompt/i, lines: (l, run) => [rate(r(l, 'VISITS_READ'), 'visits/s'), [whole(l ? m(l, 'VISITS_READ') : run.status.ledger.ended), l ? 'read' : 'visits']] },
  { id: 'sample', title: 'sample', x: 1, y: 0, task: /sample/i, lines: (l, run) => [l ? rate(r(l, 'TOKENS_SAMPLED'), 'tokens/s') : [compact(last(run, 'sampled_tokens')), 'tokens'], [whole(m(l, 'RESPONSES_IN_FLIGHT')), 'in flight'], [whole(m(l, 'VISITS_WAITING')), 'waiting']] },
  { id: 'revise', title: 'revise', x: 2, y: 0, task: /revise/i, lines: (l) => [rate(r(l, 'REVISIONS_MADE'), 'revisions/s'), [whole(m(l, 'REVISIONS_MADE')), 'made']] },
  { id: 'grade', title: 'grade', x: 3, y: 0, task: /grade/i, lines: (l, run) => [l ? rate(r(l, 'RESPONSES_GRADED'), 'verdicts/s') : [whole(total(run, 'responses')), 'verdicts'], [whole(m(l, 'RESPONSES_UNGRADED')), 'ungraded'], [whole(m(l, 'GROUPS_VERIFYING')), 'waiting']] },
  { id: 'remember', title: 'remember', x: 4, y: 0, task: /remember/i, lines: (l, run) => [l ? rate(r(l, 'TRAJECTORIES_REMEMBERED'), 'stored/s') : [whole(total(run, 'groups')), 'groups'], [whole(sum(m(l, 'REPLAYS_CORRECT'), m(l, 'REPLAYS_WRONG'))), 'replays']] },
  { id: 'compose', title: 'compose', x: 5, y: 0, task: /compose/i, lines: (l, run) => [l ? rate(r(l, 'MINIBATCHES_COMPOSED'), 'batches/s') : [whole(total(run, 'rows')), 'rows'], [whole(m(l, 'VISITS_TOO_STALE')), 'too stale'], [whole(m(l, 'BUFFER_FILL')), 'leftovers']] },
  { id: 'learn', title: 'learn', x: 6, y: 0, task: /learn/i, lines: (l, run) => [rate(r(l, 'LEARNER_STEP'), 'steps/s'), [whole(run.status.steps), 'steps'], [num(m(l, 'STALENESS')), 'behind']] },
  { id: 'store', title: 'policies', x: 7, y: 0, task: /^$/, lines: (l, run) => [[l ? 'v' + whole(m(l, 'POLICY_VERSION')) : whole(run.status.steps), l ? 'newest' : 'steps']] },
];

const last = (run: Run, figure: string) => run.columns.get(figure)?.filter(Number.isFinite).pop() ?? NaN;
const total = (run: Run, figure: string) => (run.columns.get(figure) ?? []).reduce((a, v) => (Number.isFinite(v) ? a + v : a), 0);

function sum(a: number, b: number): number {
  return Number.isFinite(a) || Number.isFinite(b) ? (a || 0) + (b || 0) : NaN;
}

export function Stream() {
  const store = useStore();
  const run = useRuns()[0];
  if (!run) return <Empty title="No run yet" />;
  store.want(['sampled_tokens', 'responses', 'groups', 'rows']);
  const live = run.status.live;
  return (
    <div class="view">
      <div class="headline">
        <div>
          <h1>The stream</h1>
          <p class="muted">{live ? 'Rates of the last seconds, from the running job.' : 'Published totals. Live rates come from the page that the run itself serves.'}</p>
        </div>
      </div>
      <Card class="diagram-card">
        <Diagram run={run} />
        <ul class="legend inline">
          <li><i class="load busy" aria-hidden="true" /><span>share of time busy</span></li>
          <li><i class="load pressed" aria-hidden="true" /><span>waiting for the next stage</span></li>
        </ul>
      </Card>
      <div class="split top">
        <Checkpoints run={run} />
        <Channels run={run} />
      </div>
      <DeadLetters run={run} />
    </div>
  );
}

/** The load of a stage: that of the tasks whose name contains it. */
function load(live: Live | null, stage: Stage): { busy: number; backPressured: number } | null {
  if (!live) return null;
  const found = Object.entries(live.loads).filter(([name]) => stage.task.test(name));
  if (found.length === 0) return null;
  return { busy: Math.max(...found.map(([, one]) => one.busy)), backPressured: Math.max(...found.map(([, one]) => one.backPressured)) };
}

function Diagram({ run }: { run: Run }) {
  const live = run.status.live;
  const flowing = run.status.state === 'RUNNING' && live !== null;
  const held = flowing && (live.metrics.SOURCE_PACED ?? 0) > 0;
  const reflections = run.status.channels.reflections;
  return (
    <div class={'diagram' + (flowing ? ' flowing' : '')}>
      <ol class="stages">
        {STAGES.map((stage, i) => {
          const shown = stage.lines(live, run).filter(([value], k) => value !== '–' || (k === 0 && flowing));
          const use = load(live, stage);
          return (
            <li key={stage.id} class="stage" data-stage={stage.id}>
              {i > 0 && <Arrow />}
              <div class={'stage-box' + (stage.id === 'store' ? ' store' : '')}>
                <div class="stage-title">{stage.title}</div>
                {shown.length > 0 && (
                  <div class="stage-main"><b>{shown[0]![0]}</b> <span>{shown[0]![1]}</span></div>
                )}
                {shown.slice(1).map(([value, unit]) => <div class="stage-line" key={unit}><b>{value}</b> {unit}</div>)}
                {stage.id === 'prompts' && held && <div class="stage-line held">paced by the learner</div>}
                {use && (
                  <div class="loadbar" role="img" aria-label={`busy ${percent(use.busy)}, back-pressured ${percent(use.backPressured)}`} title={`busy ${percent(use.busy)}, waiting for the next stage ${percent(use.backPressured)}`}>
                    <i class="busy" style={{ width: `${Math.min(100, use.busy * 100)}%` }} />
                    <i class="pressed" style={{ width: `${Math.min(100 - Math.min(100, use.busy * 100), use.backPressured * 100)}%` }} />
                  </div>
                )}
              </div>
            </li>
          );
        })}
      </ol>
      <div class="loop newest"><span>newest version, pulled by sample</span></div>
      <div class="loop reflected"><span>reflections channel{reflections && reflections.records > 0 ? `, ${whole(reflections.records)} sent` : ''}</span></div>
    </div>
  );
}

function Arrow() {
  return (
    <svg class="arrow" viewBox="0 0 28 12" aria-hidden="true">
      <path class="flow" d="M0 6h21" />
      <path class="head" d="M20 1.5 27 6l-7 4.5" />
    </svg>
  );
}

function Checkpoints({ run }: { run: Run }) {
  const live = run.status.live;
  return (
    <Card title="Checkpoints">
      {live ? (
        <dl class="facts">
          <div><dt>since the last one</dt><dd>{seconds(live.checkpointAge)}</dd></div>
          <div><dt>it took</dt><dd>{seconds(live.checkpointSeconds)}</dd></div>
          <div><dt>new bytes</dt><dd>{bytes(live.checkpointBytes)}</dd></div>
          <div><dt>completed</dt><dd>{whole(live.checkpoints)}</dd></div>
          <div class={live.checkpointsFailed > 0 ? 'watch' : ''}><dt>failed</dt><dd>{whole(live.checkpointsFailed)}</dd></div>
          <div class={live.restarts > 0 ? 'watch' : ''}><dt>restarts of the job</dt><dd>{whole(live.restarts)}</dd></div>
        </dl>
      ) : (
        <p class="muted">Known to the process that runs the job. Everything on this page was published with a completed checkpoint.</p>
      )}
    </Card>
  );
}

function Channels({ run }: { run: Run }) {
  return (
    <Card title="Channels" note="records published">
      <Scroll label="Channels">
        <table class="table">
          <thead><tr><th>Channel</th><th class="n">Records</th><th class="n">Deleted</th><th class="n">Unreadable</th></tr></thead>
          <tbody>
            {Object.entries(run.status.channels).map(([name, c]) => (
              <tr key={name}>
                <td>{name}{c.fault && <div class="fault">{c.fault}</div>}</td>
                <td class="n">{whole(c.records)}</td><td class="n">{whole(c.oldest)}</td><td class="n">{whole(c.damaged)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </Card>
  );
}

function DeadLetters({ run }: { run: Run }) {
  const { data } = useJson<DeadLetter[]>(`/api/runs/${encodeURIComponent(run.id)}/dead-letters`, run.revisions['dead-letters'] ?? 0);
  if (!data || data.length === 0) return null;
  return (
    <Card title="Dead letters" note="records and visits that could not be used, newest first">
      <Scroll label="Dead letters">
        <table class="table">
          <thead><tr><th>Where</th><th>Reason</th><th>Text</th></tr></thead>
          <tbody>
            {[...data].reverse().slice(0, 50).map((d) => (
              <tr key={d.number}><td>{d.file}:{d.position}</td><td class="wrap">{words(d.reason)}</td><td class="wrap mono">{visible(d.raw)}</td></tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </Card>
  );
}

/** Control characters as symbols, so that a text cannot hide anything. */
export function visible(text: string): string {
  return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, (c) => String.fromCharCode(c === '\u007f' ? 0x2421 : 0x2400 + c.charCodeAt(0)))
    .replace(/[\u0080-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2064\u2066-\u206f\ufeff]/g, (c) => `⟨${c.charCodeAt(0).toString(16).padStart(4, '0')}⟩`);
}
