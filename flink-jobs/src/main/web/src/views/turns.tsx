import type { ResponseDetail, ToolCall, Turn } from '../model';
import { num, whole, words } from '../format';
import { Card } from './parts';
import { visible } from './stream';
import { Text } from './visit';

const LONG_NAME = 80;
const LONG_RESULT = 400;
const LONG_LINES = 8;
const EXCERPT = 60;

/** Outcomes by a sign and words, so that no colour is needed to tell them apart. */
const SIGNS: Record<string, string> = { DONE: '✓', ANSWERED: '■', REJECTED: '⊘', TOO_MANY: '⊘', MALFORMED: '✗', UNKNOWN_TOOL: '✗', INVALID_ARGUMENTS: '✗' };

const MEANINGS: Record<string, string> = {
  DONE: 'the tool returned a result', ANSWERED: 'the result is the answer and ended the response', REJECTED: 'the tool rejected the call',
  TOO_MANY: 'the response had made the maximum number of calls before', MALFORMED: 'the call could not be parsed',
  UNKNOWN_TOOL: 'there is no tool of that name', INVALID_ARGUMENTS: "the arguments do not match the tool's schema",
};

/** The number of calls of a response in words; empty if there are none. */
export function callCount(calls: number, malformed: number): string {
  if (calls === 0) return '';
  return `${whole(calls)} tool ${calls === 1 ? 'call' : 'calls'}${malformed > 0 ? `, ${whole(malformed)} malformed` : ''}`;
}

/** A range of tokens that the policy sampled, or the observation of a turn. */
export interface Passage { from: number; to: number; turn: number }

/** The tokens of a range as alternating passages; `turn` is -1 where the policy sampled them. */
export function passages(turns: Turn[], from: number, to: number): Passage[] {
  const found: Passage[] = [];
  let at = from;
  turns.forEach((turn, i) => {
    const start = Math.max(turn.from, at);
    const end = Math.min(turn.to, to);
    if (start >= end) return;
    if (start > at) found.push({ from: at, to: start, turn: -1 });
    found.push({ from: start, to: end, turn: i });
    at = end;
  });
  if (at < to) found.push({ from: at, to, turn: -1 });
  return found;
}

const excerpt = (text: string, limit: number) => visible(text.length > limit ? `${text.slice(0, limit)}…` : text);

/** What the environment did in a response, turn by turn. */
export function Turns({ r }: { r: ResponseDetail }) {
  if (r.turns.length === 0) return null;
  const counted = callCount(r.line.calls, r.line.malformed);
  return (
    <Card title="Turns of the environment" note={`${whole(r.turns.length)}${counted ? ` · ${counted}` : ''}`}>
      <ol class="turns">
        {r.turns.map((turn, i) => (
          <li key={i}>
            <h3>Turn {i + 1} <span class="muted">{turn.to > turn.from ? `observation: tokens ${turn.from}–${turn.to - 1}` : 'no observation: the response ended here'}</span></h3>
            {turn.calls.length === 0 && <p class="muted small">no tool was called</p>}
            {turn.calls.map((call, n) => <Call key={n} call={call} />)}
          </li>
        ))}
      </ol>
    </Card>
  );
}

function Call({ call }: { call: ToolCall }) {
  const bad = call.malformed || call.outcome === 'REJECTED' || call.outcome === 'TOO_MANY';
  return (
    <div class={'call' + (bad ? ' bad' : '')}>
      <p class="call-head">
        <b class="mono" dir="auto">{call.tool ? excerpt(call.tool, LONG_NAME) : '(no name)'}</b>
        <span class="outcome" data-outcome={call.outcome} title={MEANINGS[call.outcome]}>{SIGNS[call.outcome] ?? '?'} {words(call.outcome)}</span>
        <span class="muted">{call.millis < 1000 ? `${call.millis} ms` : `${num(call.millis / 1000)} s`}</span>
      </p>
      <dl>
        <dt>arguments</dt>
        <dd><Value text={call.arguments} characters={call.arguments.length} /></dd>
        <dt>result</dt>
        <dd><Value text={call.result} characters={call.characters} /></dd>
      </dl>
    </div>
  );
}

/** A text of a call; folded if it is long. */
function Value({ text, characters }: { text: string; characters: number }) {
  if (text === '') return <span class="muted small">empty</span>;
  const cut = characters > text.length && <p class="muted small">only the first {whole(text.length)} of {whole(characters)} characters are shown</p>;
  if (text.length <= LONG_RESULT && text.split('\n').length <= LONG_LINES) return <><Text text={text} />{cut}</>;
  return (
    <details>
      <summary><span class="muted">{whole(characters)} characters: </span><span class="mono" dir="auto">{excerpt(text.replace(/\s+/g, ' '), EXCERPT)}</span></summary>
      <Text text={text} />
      {cut}
    </details>
  );
}
