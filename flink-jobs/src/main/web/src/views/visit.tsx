import { useState } from 'preact/hooks';
import type { VisitLine } from '../model';
import type { Run } from '../store';
import { whole } from '../format';
import { color, series } from '../theme';
import { useRoute } from '../route';
import { visible } from './stream';

const LONG_TEXT = 6000;
const MOST_TEXT = 65536;
const MOST_MARKS = 200;

export const VERDICT_SIGN: Record<string, string> = { CORRECT: '✓', INCORRECT: '✗', UNGRADED: '?' };

export function verdictColor(verdict: string): string {
  return verdict === 'CORRECT' ? series(0) : verdict === 'INCORRECT' ? series(1) : color('muted');
}

export function runPath(run: Run, rest: string): string {
  return `/api/runs/${encodeURIComponent(run.id)}/${rest}`;
}

/** A reflection has the query and the visit of the one that triggered it. */
export const keyOf = (v: { query: string; visit: number; kind: string }) => `${v.query}#${v.visit}${v.kind === 'REFLECTION' ? 'r' : ''}`;

export function CollapseMark({ visit }: { visit: VisitLine }) {
  if (visit.collapse === 'NONE') return null;
  return <span class="mark" title="all verdicts of the group are equal: by itself it gives no learning signal">{visit.collapse === 'ALL_CORRECT' ? '✓ all correct' : '✗ all incorrect'}</span>;
}

export const kept = (params: Record<string, string>) => Object.fromEntries(['value', 'low', 'high', 'from', 'to', 'origin', 'collapse'].filter((k) => params[k]).map((k) => [k, params[k]!]));

function parseKey(text: string): [string, string] {
  const at = text.lastIndexOf('#');
  return [text.slice(0, at), text.slice(at + 1)];
}

export function visitPath(run: Run, group: string, sample = ''): string {
  const [query, visit] = parseKey(group);
  return runPath(run, `visit?${new URLSearchParams({ query, visit: visit.replace('r', ''), kind: visit.endsWith('r') ? 'REFLECTION' : 'PLAIN', ...(sample ? { sample } : {}) }).toString()}`);
}

export function Back({ to, children }: { to: string; children: string }) {
  return <a class="back" href={to}>‹ {children}</a>;
}

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
