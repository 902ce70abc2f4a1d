import { useEffect, useState } from 'preact/hooks';
import type { Found, ResponseDetail, ResponseLine, VisitDetail, VisitLine } from '../model';
import { useJson, useStore, type Run } from '../store';
import { num, percent, signed, whole, words } from '../format';
import { color, series } from '../theme';
import { go, link, useRoute } from '../route';
import { Card, Empty, Scroll, useRuns } from './parts';
import { Filters, filterQuery } from './filters';
import { visible } from './stream';

const PAGE = 40;
const LONG_TEXT = 6000;
const MOST_TEXT = 65536;

export const VERDICT_SIGN: Record<string, string> = { CORRECT: '✓', INCORRECT: '✗', UNGRADED: '?' };

export function verdictColor(verdict: string): string {
  return verdict === 'CORRECT' ? series(0) : verdict === 'INCORRECT' ? series(1) : color('muted');
}

export function runPath(run: Run, rest: string): string {
  return `/api/runs/${encodeURIComponent(run.id)}/${rest}`;
}

/** A wait between keystrokes and requests. */
function useSettled(value: string): string {
  const [settled, set] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => set(value), 150);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}

export function Groups() {
  useStore();
  const run = useRuns()[0];
  const { params } = useRoute();
  const [pages, setPages] = useState(1);
  const [looks, setLooks] = useState(0);
  const query = useSettled(filterQuery(params));
  const { data, error } = useJson<Found>(run && !params.group ? runPath(run, `visits?${query}&limit=${PAGE * pages}`) : null, (run?.revisions.episodes ?? 0) + looks);
  useEffect(() => {
    if (!data || data.complete) return;
    const timer = setTimeout(() => setLooks((n) => n + 1), 100);
    return () => clearTimeout(timer);
  }, [data]);
  if (!run) return <Empty title="No run yet" />;
  if (params.group) return params.sample ? <Response run={run} /> : <Group run={run} />;
  if (error) return <Empty title="The groups could not be read">{error}</Empty>;
  if (!data) return <div class="view" />;
  const sources = Object.keys(Object.fromEntries(data.visits.map((v) => [v.source, 1])));
  return (
    <div class="view">
      <div class="headline">
        <div>
          <h1>Groups</h1>
          <p class="muted">{whole(data.matching)} matching responses among the newest {whole(data.kept)} groups{data.dropped > 0 ? `; ${whole(data.dropped)} older ones are in the channel only` : ''}{searched(data, params.q ?? '')}</p>
        </div>
      </div>
      <div class="toolbar">
        <Filters sources={params.source && !sources.includes(params.source) ? [...sources, params.source] : sources} modes={data.modes} origins={data.origins} verdicts finish collapse text />
      </div>
      {data.visits.length === 0 ? (
        <Empty title={data.kept === 0 ? 'No responses yet' : 'No response matches'}>{data.kept === 0 ? 'They come with the episodes that the run publishes at each checkpoint.' : 'Remove a filter to see more.'}</Empty>
      ) : (
        <>
          <div class="group-grid">
            {data.visits.map((v, i) => <GroupCard key={v.record} visit={v} samples={data.samples[i]!} params={params} />)}
          </div>
          {data.visits.length === PAGE * pages && <button type="button" class="button center" onClick={() => setPages(pages + 1)}>Older groups</button>}
        </>
      )}
    </div>
  );
}

/** How far the texts of responses have been searched. */
function searched(found: Found, part: string): string {
  if (part === '') return '';
  if (!found.complete) return `; searching the texts of responses: ${whole(found.searched)} groups so far …`;
  return found.searched < found.kept ? `; of responses, the texts of the newest ${whole(found.searched)} groups are searched` : '';
}

/** A reflection has the query and the visit of the one that triggered it. */
export const keyOf = (v: { query: string; visit: number; kind: string }) => `${v.query}#${v.visit}${v.kind === 'REFLECTION' ? 'r' : ''}`;

export function CollapseMark({ visit }: { visit: VisitLine }) {
  if (visit.collapse === 'NONE') return null;
  return <span class="mark" title="all verdicts of the group are equal: by itself it gives no learning signal">{visit.collapse === 'ALL_CORRECT' ? '✓ all correct' : '✗ all incorrect'}</span>;
}

function GroupCard({ visit, samples, params }: { visit: VisitLine; samples: number[]; params: Record<string, string> }) {
  const longest = Math.max(1, ...visit.responses.map((r) => r.length));
  const step = Math.max(...visit.responses.map((r) => (r.origin === 'REPLAYED' ? -1 : r.step)));
  return (
    <a class="group-card" href={link('groups', { group: keyOf(visit), ...kept(params) })}>
      <div class="group-head">
        <b class="mono">{visible(visit.query)}</b>
        <span class="muted">visit {visit.visit}{step >= 0 ? ` · step ${step}` : ''}</span>
        <CollapseMark visit={visit} />
        {visit.kind === 'REFLECTION' && <span class="mark">reflection</span>}
        {visit.end !== '' && visit.end !== 'TRAINED' && <span class="mark">{words(visit.end)}</span>}
      </div>
      <p class="excerpt mono">{visible(visit.prompt)}</p>
      <div class="bars">
        {visit.responses.map((r) => <Bar key={r.sample} r={r} longest={longest} dim={!samples.includes(r.sample)} />)}
      </div>
    </a>
  );
}

const kept = (params: Record<string, string>) => Object.fromEntries(['value', 'low', 'high', 'from', 'to', 'origin', 'collapse'].filter((k) => params[k]).map((k) => [k, params[k]!]));

function Bar({ r, longest, dim }: { r: ResponseLine; longest: number; dim: boolean }) {
  return (
    <span class={'bar-item' + (dim ? ' dim' : '')} title={`response ${r.sample}: ${words(r.verdict)}, reward ${num(r.reward)}, ${r.length} tokens${r.origin !== 'SAMPLED' ? ', ' + words(r.origin) : ''}`}>
      <span class="bar-box"><i class={r.verdict.toLowerCase() + (r.origin === 'REPLAYED' ? ' replayed' : '')} style={{ height: `${Math.max(8, (100 * r.length) / longest)}%`, background: verdictColor(r.verdict) }} /></span>
      <span class="bar-sign" style={{ color: verdictColor(r.verdict) }}>{VERDICT_SIGN[r.verdict]}{r.origin === 'REPLAYED' ? '↺' : r.origin === 'REVISED' ? '✎' : r.origin === 'COPIED' ? '=' : ''}</span>
      <span class="bar-value">{num(r.reward, 2)}</span>
    </span>
  );
}

function parseKey(text: string): [string, string] {
  const at = text.lastIndexOf('#');
  return [text.slice(0, at), text.slice(at + 1)];
}

function visitPath(run: Run, group: string, sample = ''): string {
  const [query, visit] = parseKey(group);
  return runPath(run, `visit?${new URLSearchParams({ query, visit: visit.replace('r', ''), kind: visit.endsWith('r') ? 'REFLECTION' : 'PLAIN', ...(sample ? { sample } : {}) }).toString()}`);
}

function Back({ to, children }: { to: string; children: string }) {
  return <a class="back" href={to}>‹ {children}</a>;
}

function Group({ run }: { run: Run }) {
  const { params } = useRoute();
  const { data, error } = useJson<VisitDetail>(visitPath(run, params.group!), run.revisions.episodes ?? 0);
  const [raw, setRaw] = useState(false);
  const back = link('groups', kept(params));
  if (error) return <div class="view"><Back to={back}>Groups</Back><Empty title="The group cannot be shown">{error}</Empty></div>;
  if (!data) return <div class="view"><Back to={back}>Groups</Back></div>;
  const v = data.line;
  return (
    <div class="view wide">
      <Back to={back}>Groups</Back>
      <div class="headline">
        <div>
          <h1 class="mono">{visible(v.query)}</h1>
          <p class="muted">
            visit {v.visit} · {new Date(v.time).toLocaleString([], { hour12: false })} · {v.source} · {words(v.kind)} prompt
            {v.end && <> · {v.end === 'TRAINED' ? (v.zeroAdvantage ? 'trained without signal: all advantages are 0' : 'trained') : `${words(v.end)}${v.detail ? ': ' + visible(v.detail) : ''}`}</>}
            {' · '}<a href={link('queries', { query: v.query })}>history of the query</a>
          </p>
        </div>
        <CollapseMark visit={v} />
      </div>
      <Card title="Prompt" note={data.truths.length > 0 ? <>accepted: {data.truths.map((t) => <b key={t} class="mono">{visible(t)}</b>)}</> : ''}
        actions={data.prompt && <button type="button" class="chip" aria-pressed={raw} onClick={() => setRaw(!raw)}>{raw ? 'as messages' : 'as the policy saw it'}</button>}>
        {raw ? <Text text={data.prompt} /> : data.messages.map((m, i) => (
          <div key={i} class="message"><span class="role">{m.role}</span><Text text={m.content} /></div>
        ))}
      </Card>
      <div class="side-by-side" tabIndex={0} role="region" aria-label="Responses side by side">
        {data.responses.map((r) => <Column key={r.line.sample} r={r} detail={data} all={data.responses} params={params} />)}
      </div>
    </div>
  );
}

function Column({ r, detail, all, params }: { r: ResponseDetail; detail: VisitDetail; all: ResponseDetail[]; params: Record<string, string> }) {
  const one = r.line;
  const most = Math.max(1e-9, ...all.flatMap((o) => [Math.abs(o.line.reward), ...[...Object.values(o.line.rewards), ...Object.values(o.line.added)].map(Math.abs)]));
  const largest = Math.max(1e-9, ...all.map((o) => Math.abs(o.line.advantage ?? 0)));
  return (
    <article class={'column ' + one.verdict.toLowerCase()} style={{ borderTopColor: verdictColor(one.verdict) }}>
      <header>
        <b>{VERDICT_SIGN[one.verdict]} {words(one.verdict)}</b>
        <a href={link('groups', { group: params.group!, sample: String(one.sample), ...kept(params) })}>tokens of response {one.sample} ›</a>
      </header>
      {r.reason && <p class="muted small">{visible(r.reason)}</p>}
      {one.origin !== 'SAMPLED' && (
        <p class="mark wide-mark">
          {one.origin === 'REPLAYED' && r.from.visit !== undefined
            ? <>↺ replayed from <a href={link('groups', { group: `${detail.line.query}#${r.from.visit}` })}>visit {r.from.visit}</a>, response {r.from.sample}, of step {r.from.step}</>
            : one.origin === 'REVISED' ? '✎ revised: its thinking was cut and the answer sampled again' : words(one.origin)}
        </p>
      )}
      <dl class="measures">
        <Measure name="reward" value={one.reward} most={most} strong />
        {Object.entries(one.rewards).length > 1 && Object.entries(one.rewards).map(([name, value]) => <Measure key={name} name={name} value={value} most={most} />)}
        {Object.entries(one.added).map(([name, value]) => <Measure key={'+' + name} name={`+ ${name}`} title={`${name}: of the batch`} value={value} most={most} />)}
        {one.advantage !== null && <Measure name="advantage" value={one.advantage} most={largest} strong />}
      </dl>
      <p class="muted small">
        {whole(one.length)} tokens · {one.finish === 'LENGTH' ? 'truncated' : one.finish === 'ABORT' ? 'aborted' : 'stopped'}
        {one.mode !== 'none' && <> · {words(one.mode)}</>}
        {one.entropy !== null && <> · entropy {num(one.entropy, 2)}</>}
        {one.gap !== null && <> · gap {num(one.gap, 2)}</>}
        {one.staleness !== null && <> · {one.staleness} {one.staleness === 1 ? 'step' : 'steps'} old</>}
      </p>
      {r.tokens === 0 ? <p class="muted small">Its tokens were left out: more were sampled than <code>monitor.tokensPerSecond</code>.</p> : <Thinking text={r.text} open={detail.open} close={detail.close} />}
    </article>
  );
}

function Measure({ name, title, value, most, strong }: { name: string; title?: string; value: number; most: number; strong?: boolean }) {
  const share = Math.min(1, Math.abs(value) / most) * 50;
  return (
    <div class={strong ? 'strong' : ''}>
      <dt title={visible(title ?? name)}>{visible(name)}</dt>
      <dd>
        <span class="diverging"><i style={{ left: value < 0 ? `${50 - share}%` : '50%', width: `${share}%`, background: value < 0 ? series(1) : series(0) }} /></span>
        <b>{signed(num(value), value)}</b>
      </dd>
    </div>
  );
}

/** A response with its thinking folded. */
function Thinking({ text, open, close }: { text: string; open: string; close: string }) {
  const end = close ? text.indexOf(close) : -1;
  const start = open ? text.indexOf(open) : -1;
  const part = (useRoute().params.q ?? '').toLowerCase();
  if (end < 0) return <Text text={text} />;
  const from = start >= 0 && start < end ? start : 0;
  const to = end + close.length;
  return (
    <>
      {text.slice(0, from).trim() && <Text text={text.slice(0, from)} />}
      <details class="thinking" open={part !== '' && text.slice(from, to).toLowerCase().includes(part)}>
        <summary>thinking, {whole(to - from)} characters</summary>
        <Text text={text.slice(from, to)} />
      </details>
      <Text text={text.slice(to).replace(/^\s*\n/, '')} />
    </>
  );
}

const MOST_MARKS = 200;

/** A text with the part that is searched for marked. */
function Marked({ text }: { text: string }) {
  const part = (useRoute().params.q ?? '').toLowerCase();
  const lower = text.toLowerCase();
  if (part === '' || lower.length !== text.length) return <>{text}</>;
  const pieces: preact.JSX.Element[] = [];
  let from = 0;
  for (let at = lower.indexOf(part); at >= 0 && pieces.length < MOST_MARKS; at = lower.indexOf(part, from)) {
    pieces.push(<>{text.slice(from, at)}<mark>{text.slice(at, at + part.length)}</mark></>);
    from = at + part.length;
  }
  return <>{pieces}{text.slice(from)}</>;
}

/** Hostile text: shown as it is, control characters as symbols, only a part of a long one. */
export function Text({ text }: { text: string }) {
  const [limit, setLimit] = useState(LONG_TEXT);
  const shown = text.slice(0, limit);
  return (
    <div class="text mono" dir="auto">
      <Marked text={visible(shown)} />
      {text.length > limit && <button type="button" class="chip" onClick={() => setLimit(limit + MOST_TEXT)}>more ({whole(text.length - limit)} characters)</button>}
    </div>
  );
}

type Tone = 'log-prob' | 'entropy' | 'gap' | 'loss' | 'version' | 'none';

const numeric = (values: (number | string)[]): number[] => values.map((v) => (typeof v === 'number' ? v : NaN));

function Response({ run }: { run: Run }) {
  const { params } = useRoute();
  const sample = Number(params.sample);
  const { data, error } = useJson<VisitDetail>(visitPath(run, params.group!, params.sample), (run.revisions.episodes ?? 0) + (run.revisions.scores ?? 0));
  const [tone, setTone] = useState<Tone>('log-prob');
  const [openAll, setOpen] = useState(true);
  const samples = data?.responses.map((r) => r.line.sample) ?? [];
  const turn = (by: number) => {
    const next = samples[(samples.indexOf(sample) + by + samples.length) % samples.length];
    if (next !== undefined) go('groups', { group: params.group!, sample: String(next), ...kept(params) });
  };
  useEffect(() => {
    const listen = (e: KeyboardEvent) => {
      if (/^(INPUT|SELECT|TEXTAREA)$/.test((e.target as HTMLElement).tagName)) return;
      if (e.key === 'j' || e.key === 'ArrowRight') turn(1);
      if (e.key === 'k' || e.key === 'ArrowLeft') turn(-1);
    };
    addEventListener('keydown', listen);
    return () => removeEventListener('keydown', listen);
  });
  const back = link('groups', { group: params.group!, ...kept(params) });
  if (error) return <div class="view"><Back to={back}>Group</Back><Empty title="The response cannot be shown">{error}</Empty></div>;
  const r = data?.responses.find((one) => one.line.sample === sample);
  if (!data || !r) return <div class="view"><Back to={back}>Group</Back></div>;
  const logProbs = numeric(r.logProbs);
  const entropies = numeric(r.entropies);
  const learner = numeric(r.learner);
  const gaps = learner.map((v, i) => v - (logProbs[i] ?? NaN));
  const tones: [Tone, string, boolean][] = [
    ['log-prob', 'log-prob', logProbs.length > 0], ['entropy', 'entropy', entropies.length > 0],
    ['gap', 'sampler–learner gap', learner.length > 0 && logProbs.length > 0], ['loss', 'loss mask', data.line.end !== '' && (r.line.advantage !== null || data.line.end !== 'TRAINED')],
    ['version', 'version', r.spans.length > 1], ['none', 'plain', true],
  ];
  const usable = tones.filter(([, , there]) => there);
  const chosen = usable.some(([t]) => t === tone) ? tone : usable[0]![0];
  const one = r.line;
  return (
    <div class="view">
      <Back to={back}>Group</Back>
      <div class="headline">
        <div>
          <h1><span style={{ color: verdictColor(one.verdict) }}>{VERDICT_SIGN[one.verdict]}</span> Response {sample} of <span class="mono">{visible(data.line.query)}</span></h1>
          <p class="muted">visit {data.line.visit} · {words(one.verdict)}{r.reason ? `: ${visible(r.reason)}` : ''} · {whole(one.length)} tokens · step {one.step}{one.trainedAt >= 0 ? `, trained in step ${one.trainedAt}` : ''}</p>
        </div>
        <div class="turn">
          <button type="button" class="button" onClick={() => turn(-1)} aria-label="Previous response">‹ k</button>
          <button type="button" class="button" onClick={() => turn(1)} aria-label="Next response">j ›</button>
        </div>
      </div>
      <div class="tiles small-tiles">
        <Small label="Reward" value={num(one.reward)} />
        {Object.entries(one.added).filter(([, value]) => value !== 0).map(([name, value]) => <Small key={name} label={`+ ${name}`} value={num(value)} />)}
        <Small label="Advantage" value={num(one.advantage)} />
        <Small label="Mean log-prob" value={num(r.logProb)} />
        <Small label="Mean entropy" value={num(one.entropy)} />
        {one.gap !== null && <Small label="Mean |gap|" value={num(one.gap)} />}
        <Small label="Staleness" value={num(one.staleness)} />
      </div>
      {r.tokens === 0 ? (
        <Empty title="Its tokens were left out">More tokens were sampled per second than <code>monitor.tokensPerSecond</code> allows to record.</Empty>
      ) : (
        <Card title="Tokens" note={`${whole(r.pieces.length)}${r.pieces.length < one.length ? ` of ${whole(one.length)}` : ''}`}
          actions={<>
            <Legend tone={chosen} spans={r.spans} />
            <div class="segmented" role="group" aria-label="Colour of the tokens">
              {usable.map(([t, text]) => <button key={t} type="button" aria-pressed={t === chosen} onClick={() => setTone(t)}>{text}</button>)}
            </div>
            <button type="button" class="chip" aria-pressed={!openAll} onClick={() => setOpen(!openAll)}>{openAll ? 'fold thinking' : 'open thinking'}</button>
          </>}>
          <Tokens r={r} visit={data.line} tone={chosen} logProbs={logProbs} entropies={entropies} learner={learner} gaps={gaps} fold={!openAll} open={data.open} close={data.close} />
        </Card>
      )}
      {r.spans.length > 0 && (
        <Card title="Versions" note="which weights sampled which tokens">
          <Scroll label="Versions"><table class="table"><thead><tr><th class="n">Tokens</th><th class="n">Version</th><th class="n">Step</th></tr></thead>
            <tbody>{r.spans.map((s) => <tr key={s.from}><td class="n">{s.from}–{s.to - 1}</td><td class="n">{s.version}</td><td class="n">{s.step}</td></tr>)}</tbody></table></Scroll>
        </Card>
      )}
    </div>
  );
}

function Small({ label, value }: { label: string; value: string }) {
  return <div class="tile"><div class="tile-label" title={label}>{label}</div><div class="tile-value">{value}</div></div>;
}

const SCALES: Record<Tone, [number, string, string]> = {
  'log-prob': [4, 'certain', '−4 nats or less'], entropy: [2, '0', '2 nats or more'], gap: [0.5, '−0.5', '+0.5 nats'], loss: [1, 'not in the loss', ''], version: [1, 'oldest', 'newest'], none: [1, '', ''],
};

function Legend({ tone, spans }: { tone: Tone; spans: { step: number }[] }) {
  if (tone === 'none') return null;
  const [, low, high] = SCALES[tone];
  const steps = spans.map((s) => s.step);
  if (tone === 'loss') return <span class="ramp-legend"><i class="flat hot" /><span>made less likely</span><i class="flat warm" /><span>more likely</span><i class="flat" /><span>not in the loss</span></span>;
  return <span class="ramp-legend"><span>{tone === 'version' ? `step ${Math.min(...steps)}` : low}</span><i class={tone === 'gap' ? 'diverge' : ''} /><span>{tone === 'version' ? `step ${Math.max(...steps)}` : high}</span></span>;
}

interface TokensProps { r: ResponseDetail; visit: VisitLine; tone: Tone; logProbs: number[]; entropies: number[]; learner: number[]; gaps: number[]; fold: boolean; open: string; close: string }

function Tokens({ r, visit, tone, logProbs, entropies, learner, gaps, fold, open, close }: TokensProps) {
  const [limit, setLimit] = useState(4000);
  const [from, to] = thought(r.pieces, open, close);
  const steps = r.spans.map((s) => s.step);
  const least = Math.min(...steps);
  const most = Math.max(...steps);
  const strength = (i: number): [string, number] => {
    if (tone === 'log-prob') return ['hot', Math.min(1, -(logProbs[i] ?? 0) / SCALES[tone][0])];
    if (tone === 'entropy') return ['hot', Math.min(1, (entropies[i] ?? 0) / SCALES[tone][0])];
    if (tone === 'gap') return [(gaps[i] ?? 0) < 0 ? 'warm' : 'hot', Math.min(1, Math.abs(gaps[i] ?? 0) / SCALES[tone][0])];
    if (tone === 'loss') return [(r.line.advantage ?? 0) < 0 ? 'hot' : 'warm', inLoss(visit, r.line, i) ? 0.6 : 0];
    if (tone === 'version') {
      const span = r.spans.find((s) => i >= s.from && i < s.to);
      return ['hot', span && most > least ? (span.step - least) / (most - least) : 0];
    }
    return ['hot', 0];
  };
  const token = (piece: string, i: number) => {
    const [kind, t] = strength(i);
    const known = Number.isFinite(t) ? t : 0;
    return (
      <span key={i} class="token" style={known > 0.02 ? { background: `color-mix(in srgb, var(--token-${kind}) ${Math.round(known * 78)}%, transparent)` } : {}}
        title={`token ${i}, id ${r.ids[i]}${tone === 'loss' ? (inLoss(visit, r.line, i) ? '\nin the loss' : '\nnot in the loss') : ''}\nlog-prob ${num(logProbs[i])}${entropies.length > 0 ? `\nentropy ${num(entropies[i])}` : ''}${learner.length > 0 ? `\nlearner ${num(learner[i])}, gap ${num(gaps[i])}` : ''}${logProbs[i] !== undefined ? `\nprobability ${percent(Math.exp(logProbs[i]!))}` : ''}`}>{visible(piece)}</span>
    );
  };
  const shown = r.pieces.slice(0, limit);
  return (
    <div class="tokens mono" dir="auto">
      {fold && to > from ? (
        <>
          {shown.slice(0, from).map(token)}
          <span class="folded">… thinking, {whole(to - from)} tokens …</span>
          {shown.slice(to).map((piece, i) => token(piece, to + i))}
        </>
      ) : shown.map(token)}
      {r.pieces.length > limit && <button type="button" class="chip" onClick={() => setLimit(limit + 8000)}>more ({whole(r.pieces.length - limit)} tokens)</button>}
    </div>
  );
}

/** Whether a token had an advantage in the round in which its visit ended. */
function inLoss(visit: VisitLine, line: ResponseLine, token: number): boolean {
  if (visit.end !== 'TRAINED' || line.advantage === null) return false;
  for (let i = 0; i + 1 < line.masked.length; i += 2) if (token >= line.masked[i]! && token < line.masked[i + 1]!) return false;
  return true;
}

/** The tokens of the thinking; none if there is no closing tag. */
function thought(pieces: string[], open: string, close: string): [number, number] {
  const text = pieces.join('');
  const end = close ? text.indexOf(close) : -1;
  if (end < 0) return [0, 0];
  const start = open ? text.indexOf(open) : -1;
  const stop = end + close.length;
  let at = 0;
  let from = 0;
  let to = pieces.length;
  for (let i = 0; i < pieces.length; i++) {
    if (start >= 0 && at <= start) from = i;
    at += pieces[i]!.length;
    if (at >= stop) {
      to = i + 1;
      break;
    }
  }
  return [from, to];
}
