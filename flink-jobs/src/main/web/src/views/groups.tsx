import { useEffect, useState } from 'preact/hooks';
import type { Found, ResponseDetail, ResponseLine, VisitDetail, VisitLine } from '../model';
import { useJson, useStore, type Run } from '../store';
import { num, signed, whole, words } from '../format';
import { series } from '../theme';
import { link, useRoute } from '../route';
import { Card, Empty, useRuns } from './parts';
import { Filters, filterQuery } from './filters';
import { visible } from './stream';
import { Response } from './response';
import { callCount } from './turns';
import { Back, CollapseMark, keyOf, kept, runPath, Text, VERDICT_SIGN, verdictColor, visitPath } from './visit';

const PAGE = 40;

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

const total = (values: number[]) => values.reduce((a, b) => a + b, 0);

function GroupCard({ visit, samples, params }: { visit: VisitLine; samples: number[]; params: Record<string, string> }) {
  const longest = Math.max(1, ...visit.responses.map((r) => r.length));
  const step = Math.max(...visit.responses.map((r) => (r.origin === 'REPLAYED' ? -1 : r.step)));
  const calls = total(visit.responses.map((r) => r.calls));
  return (
    <a class="group-card" href={link('groups', { group: keyOf(visit), ...kept(params) })}>
      <div class="group-head">
        <b class="mono">{visible(visit.query)}</b>
        <span class="muted">visit {visit.visit}{step >= 0 ? ` · step ${step}` : ''}</span>
        <CollapseMark visit={visit} />
        {visit.kind === 'REFLECTION' && <span class="mark">reflection</span>}
        {calls > 0 && <span class="mark">{callCount(calls, total(visit.responses.map((r) => r.malformed)))}</span>}
        {visit.end !== '' && visit.end !== 'TRAINED' && <span class="mark">{words(visit.end)}</span>}
      </div>
      <p class="excerpt mono">{visible(visit.prompt)}</p>
      <div class="bars">
        {visit.responses.map((r) => <Bar key={r.sample} r={r} longest={longest} dim={!samples.includes(r.sample)} calls={calls > 0} />)}
      </div>
    </a>
  );
}

function Bar({ r, longest, dim, calls }: { r: ResponseLine; longest: number; dim: boolean; calls: boolean }) {
  return (
    <span class={'bar-item' + (dim ? ' dim' : '')} title={`response ${r.sample}: ${words(r.verdict)}, reward ${num(r.reward)}, ${r.length} tokens${r.calls > 0 ? ', ' + callCount(r.calls, r.malformed) : ''}${r.origin !== 'SAMPLED' ? ', ' + words(r.origin) : ''}`}>
      <span class="bar-box"><i class={r.verdict.toLowerCase() + (r.origin === 'REPLAYED' ? ' replayed' : '')} style={{ height: `${Math.max(8, (100 * r.length) / longest)}%`, background: verdictColor(r.verdict) }} /></span>
      <span class="bar-sign" style={{ color: verdictColor(r.verdict) }}>{VERDICT_SIGN[r.verdict]}{r.origin === 'REPLAYED' ? '↺' : r.origin === 'REVISED' ? '✎' : r.origin === 'COPIED' ? '=' : ''}</span>
      <span class="bar-value">{num(r.reward, 2)}</span>
      {calls && <span class="bar-calls">⚒{r.calls}{r.malformed > 0 && <b> ✗{r.malformed}</b>}</span>}
    </span>
  );
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
        {one.calls > 0 && <> · {callCount(one.calls, one.malformed)}</>}
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
