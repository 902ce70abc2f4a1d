// All data of the page: filled from the server's interface, kept current by its stream of events.
import { useEffect, useState } from 'preact/hooks';
import type { Figure, Status, StepSlice } from './model';

export type Connection = 'report' | 'connecting' | 'live' | 'lost' | 'locked';

/** A run with the columns of figures that some chart has asked for. NaN where a step lacks a figure. */
export interface Run {
  id: string;
  status: Status;
  generation: number;
  length: number;
  columns: Map<string, number[]>;
  names: string[];
  /** Increases when a part of the run has changed on the server. */
  revisions: Record<string, number>;
  color: number;
}

/** A request line has a maximum length. */
const FIGURES_AT_ONCE = 40;

class Store {
  runs = new Map<string, Run>();
  figures: Record<string, Figure> = {};
  connection: Connection = 'connecting';
  version = 0;
  private listeners = new Set<() => void>();
  private scheduled = false;
  private wanted = new Set<string>(['learner_step', 'compensation', 'record']);
  private loading = new Set<string>();

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Renders at most ten times a second, however many events arrive. */
  changed() {
    if (this.scheduled) return;
    this.scheduled = true;
    setTimeout(() => {
      this.scheduled = false;
      this.version++;
      this.listeners.forEach((listener) => listener());
    }, 100);
  }

  setConnection(connection: Connection) {
    if (this.connection !== connection) {
      this.connection = connection;
      this.changed();
    }
  }

  setStatus(status: Status) {
    const run = this.runs.get(status.id);
    if (run) {
      run.status = status;
    } else {
      this.runs.set(status.id, {
        id: status.id, status, generation: -1, length: 0, columns: new Map(), names: [], revisions: {},
        color: this.runs.size,
      });
      void this.load(status.id);
    }
    this.changed();
  }

  /** Makes sure that these figures are loaded for all runs. */
  want(figures: readonly string[]) {
    const fresh = [...new Set(figures)].filter((f) => !this.wanted.has(f));
    if (fresh.length === 0) return;
    fresh.forEach((f) => this.wanted.add(f));
    for (const id of this.runs.keys()) void this.load(id, fresh);
  }

  /**
   * Loads columns from the start: all wanted ones, or some. Steps may be added, and figures become wanted, while the answer is
   * under way; what is then missing is loaded again.
   */
  private async load(id: string, only?: string[]): Promise<void> {
    const all = only ?? [...this.wanted];
    if (all.length > FIGURES_AT_ONCE) {
      for (let i = 0; i < all.length; i += FIGURES_AT_ONCE) await this.load(id, all.slice(i, i + FIGURES_AT_ONCE));
      return;
    }
    const run = this.runs.get(id);
    const key = `${id} ${only?.join() ?? ''}`;
    if (!run || this.loading.has(key)) return;
    this.loading.add(key);
    try {
      const slice = await getJson<StepSlice>(`/api/runs/${encodeURIComponent(id)}/steps?figures=${all.join(',')}`);
      const rolledBack = run.generation >= 0 && slice.generation !== run.generation;
      if (slice.generation !== run.generation) {
        run.columns.clear();
        run.generation = slice.generation;
        run.length = slice.length;
      }
      for (const name of all) {
        const values = slice.figures[name];
        run.columns.set(name, values ? values.map(number) : new Array<number>(slice.length).fill(NaN));
      }
      run.names = slice.names ?? run.names;
      run.length = Math.max(run.length, slice.length);
      const missing = (rolledBack ? [...this.wanted] : all).filter((name) => (run.columns.get(name)?.length ?? -1) < run.length);
      if (missing.length > 0) setTimeout(() => void this.load(id, missing), 50);
      this.changed();
    } catch {
      // The connection is reported by the stream of events, which loads again when it is back.
    } finally {
      this.loading.delete(key);
    }
  }

  private append(slice: StepSlice) {
    const run = this.runs.get(slice.run);
    if (!run) return;
    if (slice.generation !== run.generation || slice.from > run.length) {
      void this.load(slice.run);
      return;
    }
    const skip = run.length - slice.from;
    const fresh = slice.length - run.length;
    if (fresh <= 0) return;
    for (const [name, column] of run.columns) {
      const values = slice.figures[name];
      for (let i = skip; i < skip + fresh; i++) column.push(values ? number(values[i]) : NaN);
    }
    run.names = [...new Set([...run.names, ...Object.keys(slice.figures)])].sort();
    run.length = slice.length;
    this.changed();
  }

  private reload() {
    void getJson<{ runs: Status[] }>('/api/runs')
      .then(({ runs }) => {
        runs.forEach((status) => this.setStatus(status));
        for (const run of this.runs.values()) {
          void this.load(run.id);
          for (const part of Object.keys(run.revisions)) run.revisions[part]!++;
        }
      })
      .catch((e: unknown) => {
        if (e instanceof Locked) this.setConnection('locked');
      });
  }

  /** Connects; the browser reconnects by itself and asks for the events it has missed. */
  connect() {
    if (REPORT) {
      this.setConnection('report');
      this.reload();
      this.describe();
      return;
    }
    const source = new EventSource('/api/events');
    const on = <T>(type: string, handle: (data: T) => void) =>
      source.addEventListener(type, (e) => handle(JSON.parse((e as MessageEvent<string>).data) as T));
    source.onopen = () => {
      this.setConnection('live');
      this.reload(); // Before it was open, something may have changed unnoticed.
    };
    source.onerror = () => {
      if (this.connection !== 'locked') this.setConnection('lost');
      if (source.readyState === EventSource.CLOSED) {
        this.reload(); // Finds out whether the token is missing.
        setTimeout(() => this.connect(), 2000);
      }
    };
    on<Status>('status', (status) => this.setStatus(status));
    on<StepSlice>('steps', (slice) => this.append(slice));
    on<{ run: string; part: string }>('changed', ({ run, part }) => {
      const found = this.runs.get(run);
      if (found) {
        found.revisions[part] = (found.revisions[part] ?? 0) + 1;
        this.changed();
      }
    });
    on('reset', () => this.reload());
    this.describe();
  }

  private describe() {
    if (Object.keys(this.figures).length === 0) {
      void getJson<Record<string, Figure>>('/api/figures').then((figures) => {
        this.figures = figures;
        this.changed();
      }).catch(() => {});
    }
  }
}

export const store = new Store();

/** Thrown when the server requires the token. */
export class Locked extends Error {}

/** The data of a report: answers by path. Null on a page with a server. */
export const REPORT: Record<string, unknown> | null = JSON.parse(document.getElementById('report')?.textContent ?? 'null') as Record<string, unknown> | null;

export async function getJson<T>(path: string): Promise<T> {
  if (REPORT) {
    const found = REPORT[path] ?? REPORT[path.split('?')[0]!];
    if (found === undefined) throw new Error('a report does not contain this');
    return found as T;
  }
  const response = await fetch(path, { headers: { Accept: 'application/json' } });
  if (response.status === 401) throw new Locked('token required');
  if (!response.ok) {
    const body = (await response.json().catch(() => ({}))) as { error?: string };
    throw new Error(body.error ?? `${path}: ${response.status}`);
  }
  return (await response.json()) as T;
}

function number(value: number | null | undefined): number {
  return value ?? NaN;
}

/** Renders the component again whenever data have changed. */
export function useStore(): Store {
  const [, set] = useState(0);
  useEffect(() => store.subscribe(() => set(store.version)), []);
  return store;
}

/** Data of an address that is fetched again when a key changes; shows the old data meanwhile. */
export function useJson<T>(path: string | null, key: unknown = 0): { data: T | null; error: string } {
  const [state, set] = useState<{ path: string | null; data: T | null; error: string }>({ path: null, data: null, error: '' });
  useEffect(() => {
    let current = true;
    if (path === null) return;
    getJson<T>(path).then(
      (data) => current && set({ path, data, error: '' }),
      (e: unknown) => current && set((old) => ({ path, data: old.path === path ? old.data : null, error: String((e as Error).message) })),
    );
    return () => { current = false; };
  }, [path, key]);
  return path === state.path ? state : { data: sameBase(path, state.path) ? state.data : null, error: '' };
}

function sameBase(a: string | null, b: string | null): boolean {
  return a !== null && b !== null && a.split('?')[0] === b.split('?')[0];
}
