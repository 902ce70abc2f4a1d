// Small pieces that all views use.
import type { ComponentChildren } from 'preact';
import { store, type Run } from '../store';
import { set, useRoute } from '../route';
import { series } from '../theme';

export function Card(props: { title?: ComponentChildren; note?: ComponentChildren; class?: string; children: ComponentChildren; actions?: ComponentChildren }) {
  return (
    <section class={'card ' + (props.class ?? '')}>
      {(props.title || props.actions) && (
        <header class="card-head">
          <h2>{props.title}</h2>
          {props.note && <span class="note">{props.note}</span>}
          {props.actions && <div class="actions">{props.actions}</div>}
        </header>
      )}
      {props.children}
    </section>
  );
}

/** Scrolls sideways where it is too wide; the keyboard can do that, too. */
export function Scroll({ label, limited, children }: { label: string; limited?: boolean; children: ComponentChildren }) {
  return <div class={'scroll' + (limited ? ' limited' : '')} tabIndex={0} role="region" aria-label={label}>{children}</div>;
}

export function Empty({ title, children }: { title: string; children?: ComponentChildren }) {
  return (
    <div class="empty">
      <svg viewBox="0 0 120 40" aria-hidden="true"><path d="M2 28c10 0 10-9 20-9s10 9 20 9 10-9 20-9 10 9 20 9 10-9 20-9 10 9 16 9" /></svg>
      <p class="empty-title">{title}</p>
      {children && <p>{children}</p>}
    </div>
  );
}

export function Select(props: { label: string; value: string; options: readonly (readonly [string, string])[]; onChange: (value: string) => void }) {
  return (
    <label class="select">
      <span>{props.label}</span>
      <select value={props.value} onChange={(e) => props.onChange(e.currentTarget.value)}>
        {props.options.map(([value, text]) => (
          <option key={value} value={value}>{text}</option>
        ))}
      </select>
    </label>
  );
}

export function Segmented(props: { label: string; value: string; options: readonly (readonly [string, string])[]; onChange: (value: string) => void }) {
  return (
    <div class="segmented" role="group" aria-label={props.label}>
      {props.options.map(([value, text]) => (
        <button key={value} type="button" aria-pressed={value === props.value} onClick={() => props.onChange(value)}>{text}</button>
      ))}
    </div>
  );
}

export function Swatch({ color }: { color: string }) {
  return <i class="swatch" style={{ background: color }} aria-hidden="true" />;
}

/** The runs that are shown: those named in the address, or the first one. */
export function useRuns(): Run[] {
  const route = useRoute();
  const all = [...store.runs.values()];
  const named = (route.params.runs ?? '').split(',');
  const chosen = all.filter((run) => named.includes(run.id));
  return chosen.length > 0 ? chosen : all.slice(0, 1);
}

export function toggleRun(id: string, chosen: Run[]) {
  const ids = chosen.map((run) => run.id);
  const next = ids.includes(id) ? ids.filter((one) => one !== id) : [...ids, id].slice(-4);
  set({ runs: (next.length > 0 ? next : [id]).join(',') });
}

export function runColor(run: Run): string {
  return series(run.color);
}

const rowsOf = new WeakMap<Run, { state: string; rows: number[] }>();
const picked = new WeakMap<readonly number[], WeakMap<readonly number[], number[]>>();

/** Rows of fresh visits: steps of compensation batches belong to the same round. The same array until the run changes. */
export function rows(run: Run): number[] {
  const compensation = run.columns.get('compensation');
  const state = `${run.generation} ${run.length} ${compensation?.length ?? 0}`;
  const cached = rowsOf.get(run);
  if (cached?.state === state) return cached.rows;
  const found: number[] = [];
  for (let i = 0; i < run.length; i++) if (!(compensation && compensation[i]! > 0)) found.push(i);
  rowsOf.set(run, { state, rows: found });
  return found;
}

/** The values of a column in some rows; the same array for the same arguments. */
export function pick(column: readonly number[] | undefined, chosen: readonly number[]): number[] {
  if (!column) return chosen.map(() => NaN);
  const cache = picked.get(chosen) ?? new WeakMap<readonly number[], number[]>();
  picked.set(chosen, cache);
  const cached = cache.get(column);
  if (cached) return cached;
  const values = chosen.map((i) => column[i] ?? NaN);
  if (column.length >= (chosen[chosen.length - 1] ?? -1) + 1) cache.set(column, values);
  return values;
}
