// One filter bar for all views; its state is in the address.
import { useEffect, useRef } from 'preact/hooks';
import { set, useRoute } from '../route';
import { num, words } from '../format';
import { Select } from './parts';

export interface Choices { sources?: readonly string[]; modes?: readonly string[]; verdicts?: boolean; finish?: boolean; origins?: readonly string[]; text?: boolean; noSteps?: boolean; collapse?: boolean }

const any = (names: readonly string[]) => [['', 'all'], ...names.map((n) => [n, words(n)] as const)] as const;

export function Filters(props: Choices) {
  const { params } = useRoute();
  const search = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const listen = (e: KeyboardEvent) => {
      if (e.key === '/' && !/^(INPUT|SELECT|TEXTAREA)$/.test((e.target as HTMLElement).tagName)) {
        e.preventDefault();
        search.current?.focus();
      }
    };
    addEventListener('keydown', listen);
    return () => removeEventListener('keydown', listen);
  }, []);
  const modes = (props.modes ?? []).filter((m) => m !== 'none');
  return (
    <div class="filters" role="search" aria-label="Filter">
      {(props.sources?.length ?? 0) > 1 && <Select label="Source" value={params.source ?? ''} options={any(props.sources!)} onChange={(source) => set({ source })} />}
      {modes.length > 0 && <Select label="Mode" value={params.mode ?? ''} options={any(modes)} onChange={(mode) => set({ mode })} />}
      {props.verdicts && <Select label="Verdict" value={params.verdict ?? ''} options={any(['CORRECT', 'INCORRECT', 'UNGRADED'])} onChange={(verdict) => set({ verdict })} />}
      {props.finish && <Select label="Finish" value={params.finish ?? ''} options={[['', 'all'], ['STOP', 'stopped'], ['LENGTH', 'truncated'], ['ABORT', 'aborted']]} onChange={(finish) => set({ finish })} />}
      {(props.origins?.length ?? 0) > 1 && <Select label="Origin" value={params.origin ?? ''} options={any(props.origins!)} onChange={(origin) => set({ origin })} />}
      {props.collapse && <Select label="Groups" value={params.collapse ?? ''} options={[['', 'all'], ['NONE', 'mixed'], ['ALL_CORRECT', 'all correct'], ['ALL_INCORRECT', 'all incorrect']]} onChange={(collapse) => set({ collapse })} />}
      {!props.noSteps && <label class="select">
        <span>Steps</span>
        <input class="input short" inputMode="numeric" placeholder="17 or 10-20" value={params.version ?? ''} onChange={(e) => set({ version: /^\d+(-\d+)?$/.test(e.currentTarget.value.trim()) ? e.currentTarget.value.trim() : '' })} />
      </label>}
      {props.text && (
        <label class="select grow">
          <span class="sr">Search queries, prompts and responses</span>
          <input ref={search} class="input" type="search" placeholder="Search queries, prompts and responses  ( / )" value={params.q ?? ''} onInput={(e) => set({ q: e.currentTarget.value })} />
        </label>
      )}
      <Chips />
    </div>
  );
}

/** What a click on a chart has selected. */
function Chips() {
  const { params } = useRoute();
  const chips: [string, string, Record<string, string>][] = [];
  if (params.value && (params.low || params.high)) chips.push([`${params.value} ${num(Number(params.low))} to ${num(Number(params.high))}`, 'value', { value: '', low: '', high: '' }]);
  if (params.from) chips.push([`${new Date(Number(params.from)).toLocaleTimeString([], { hour12: false })} to ${new Date(Number(params.to)).toLocaleTimeString([], { hour12: false })}`, 'time', { from: '', to: '' }]);
  if (params.only) chips.push([params.only, 'query', { only: '' }]);
  return <>{chips.map(([text, key, clear]) => <button key={key} type="button" class="chip on" onClick={() => set(clear)} aria-label={`Remove the filter ${text}`}>{text} ×</button>)}</>;
}

/** The filters as parameters of the server's interface. */
export function filterQuery(params: Record<string, string>): string {
  const query = new URLSearchParams();
  for (const key of ['source', 'mode', 'verdict', 'finish', 'origin', 'collapse', 'q', 'value', 'low', 'high', 'from', 'to']) {
    const value = params[key];
    if (value && !(key === 'value' && !params.low && !params.high)) query.set(key, value);
  }
  if (params.only) query.set('query', params.only);
  steps(params, query);
  return query.toString();
}

export function steps(params: Record<string, string>, query: URLSearchParams) {
  const [first, last] = (params.version ?? '').split('-');
  if (first) {
    query.set('firstStep', first);
    query.set('lastStep', last ?? first);
  }
}
