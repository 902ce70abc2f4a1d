import { useEffect, useState } from 'preact/hooks';
import type { ResponseDetail, ResponseLine, VisitDetail, VisitLine } from '../model';
import { useJson, type Run } from '../store';
import { num, percent, whole, words } from '../format';
import { go, link, useRoute } from '../route';
import { Card, Empty, Scroll } from './parts';
import { visible } from './stream';
import { passages, Turns } from './turns';
import { Back, kept, VERDICT_SIGN, verdictColor, visitPath } from './visit';

type Tone = 'log-prob' | 'entropy' | 'gap' | 'loss' | 'version' | 'none';

const numeric = (values: (number | string)[]): number[] => values.map((v) => (typeof v === 'number' ? v : NaN));

export function Response({ run }: { run: Run }) {
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
          <button type="button" class="button" onClick={() => turn(-1)} aria-label="k: previous response">‹ k</button>
          <button type="button" class="button" onClick={() => turn(1)} aria-label="j: next response">j ›</button>
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
        <Card title="Tokens" note={`${whole(r.pieces.length)}${r.pieces.length < r.tokens ? ` of ${whole(r.tokens)}` : ''}`}
          actions={<>
            <Legend tone={chosen} spans={r.spans} observed={r.turns.some((turn) => turn.to > turn.from)} />
            <div class="segmented" role="group" aria-label="Colour of the tokens">
              {usable.map(([t, text]) => <button key={t} type="button" aria-pressed={t === chosen} onClick={() => setTone(t)}>{text}</button>)}
            </div>
            <button type="button" class="chip" aria-pressed={!openAll} onClick={() => setOpen(!openAll)}>{openAll ? 'fold thinking' : 'open thinking'}</button>
          </>}>
          <Tokens r={r} visit={data.line} tone={chosen} logProbs={logProbs} entropies={entropies} learner={learner} gaps={gaps} fold={!openAll} open={data.open} close={data.close} />
        </Card>
      )}
      <Turns r={r} />
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

function Legend({ tone, spans, observed }: { tone: Tone; spans: { step: number }[]; observed: boolean }) {
  const read = observed && <span class="ramp-legend"><i class="flat read" /><span>read, not sampled{tone === 'loss' ? ' or in the loss' : ''}</span></span>;
  return <>{read}{tone !== 'none' && <Ramp tone={tone} spans={spans} />}</>;
}

function Ramp({ tone, spans }: { tone: Tone; spans: { step: number }[] }) {
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
  const written = (start: number, end: number) => passages(r.turns, start, Math.min(end, limit, r.pieces.length)).map((p) => {
    const pieces = r.pieces.slice(p.from, p.to);
    if (p.turn < 0) return pieces.map((piece, i) => token(piece, p.from + i));
    return (
      <span key={`o${p.from}`} class="observation">
        <span class="observation-label">observation {p.turn + 1}</span>
        {pieces.map((piece, i) => <span key={i} class="token" title={`token ${p.from + i}, id ${r.ids[p.from + i]}\nread, not sampled\nnot in the loss`}>{visible(piece)}</span>)}
      </span>
    );
  });
  return (
    <div class="tokens mono" dir="auto">
      {fold && to > from ? (
        <>
          {written(0, from)}
          <span class="folded">… thinking, {whole(to - from)} tokens …</span>
          {written(to, r.pieces.length)}
        </>
      ) : written(0, r.pieces.length)}
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
