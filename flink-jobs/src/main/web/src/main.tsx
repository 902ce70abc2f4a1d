import { render } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import './style.css';
import { isDark, onTheme, toggleTheme } from './theme';
import { REPORT, store, useStore } from './store';
import { link, go, useRoute } from './route';
import { Overview } from './views/overview';
import { Distributions } from './views/distributions';
import { Groups } from './views/groups';
import { Queries } from './views/queries';
import { Methods } from './views/methods';
import { Config } from './views/config';
import { Stream } from './views/stream';
import { Empty, runColor, toggleRun, useRuns } from './views/parts';

interface View { id: string; title: string; icon: string; body: () => preact.JSX.Element }

const ALL: View[] = [
  { id: 'overview', title: 'Overview', icon: 'M3 13h4l3-8 4 14 3-6h4', body: Overview },
  { id: 'distributions', title: 'Distributions', icon: 'M3 19c4 0 4-12 8-12 3 0 3 9 5 9 1.5 0 2-3 5-3M3 21h18', body: Distributions },
  { id: 'groups', title: 'Groups', icon: 'M4 20V9m4 11v-6m4 6V5m4 15v-9m4 9V8', body: Groups },
  { id: 'queries', title: 'Queries', icon: 'M4 6h16M4 12h10M4 18h7m7-3 3 3-3 3', body: Queries },
  { id: 'stream', title: 'Stream', icon: 'M2 7c3 0 3-2 6-2s3 2 6 2 3-2 6-2M2 13c3 0 3-2 6-2s3 2 6 2 3-2 6-2M2 19c3 0 3-2 6-2s3 2 6 2 3-2 6-2', body: Stream },
  { id: 'methods', title: 'Methods', icon: 'M9 3h6M10 3v6l-5 9a2 2 0 0 0 2 3h10a2 2 0 0 0 2-3l-5-9V3M7.5 15h9', body: Methods },
  { id: 'config', title: 'Config', icon: 'M4 7h9m5 0h2M4 17h2m5 0h9M15.5 4.5v5M8.5 14.5v5', body: Config },
];

/** A report has no responses and no server. */
const VIEWS = REPORT ? ALL.filter((v) => ['overview', 'distributions', 'methods', 'config'].includes(v.id)) : ALL;

function App() {
  const s = useStore();
  const route = useRoute();
  const [help, setHelp] = useState(false);
  const [, redraw] = useState(0);
  useEffect(() => onTheme(() => redraw((n) => n + 1)), []);
  useEffect(() => {
    const listen = (e: KeyboardEvent) => {
      const target = e.target as HTMLElement;
      if (e.ctrlKey || e.metaKey || e.altKey || /^(INPUT|SELECT|TEXTAREA)$/.test(target.tagName)) return;
      const view = VIEWS[Number(e.key) - 1];
      if (view) go(view.id);
      else if (e.key === 't') toggleTheme();
      else if (e.key === '?') setHelp((open) => !open);
      else if (e.key === 'Escape') setHelp(false);
    };
    addEventListener('keydown', listen);
    return () => removeEventListener('keydown', listen);
  }, []);
  const view = VIEWS.find((v) => v.id === route.view) ?? VIEWS[0]!;
  useEffect(() => {
    document.title = `${view.title} · Millrace`;
    document.querySelector('main')?.scrollTo(0, 0);
  }, [view.id]);
  const Body = view.body;
  return (
    <div class="app">
      <a class="skip" href="#main" onClick={(e) => { e.preventDefault(); document.getElementById('main')?.focus(); }}>Skip to the content</a>
      <nav class="rail" aria-label="Views">
        <a class="brand" href={link('overview')}><img src={document.querySelector<HTMLLinkElement>('link[rel=icon]')!.href} alt="" width="28" height="28" /><span>Millrace</span></a>
        <ul>
          {VIEWS.map((v, i) => (
            <li key={v.id}>
              <a href={link(v.id)} aria-current={v.id === view.id ? 'page' : undefined} title={`${v.title} (${i + 1})`}>
                <svg viewBox="0 0 24 24" aria-hidden="true"><path d={v.icon} /></svg><span>{v.title}</span>
              </a>
            </li>
          ))}
        </ul>
        <div class="rail-foot">
          <Connection />
          <button type="button" class="icon-button" onClick={toggleTheme} aria-label={isDark() ? 'Light colours' : 'Dark colours'} title="Light or dark (t)">
            <svg viewBox="0 0 24 24" aria-hidden="true"><path d={isDark() ? 'M12 4V2m0 20v-2m8-8h2M2 12h2m13.7-5.7 1.4-1.4M4.9 19.1l1.4-1.4m11.4 0 1.4 1.4M4.9 4.9l1.4 1.4M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8Z' : 'M20 14.5A8.5 8.5 0 0 1 9.5 4 8.5 8.5 0 1 0 20 14.5Z'} /></svg>
          </button>
          <button type="button" class="icon-button" onClick={() => setHelp(true)} aria-label="Keys" title="Keys (?)"><span aria-hidden="true">?</span></button>
        </div>
      </nav>
      <div class="page">
        <Bar />
        <main id="main" tabIndex={-1}>
          {s.connection === 'locked' ? (
            <Empty title="This page needs its token">Open the address that the run printed: it ends with <code>#token=…</code></Empty>
          ) : s.runs.size === 0 ? (
            <Empty title={s.connection === 'live' ? 'Waiting for the run' : 'Connecting'}>The page fills as soon as the run has read its inputs.</Empty>
          ) : (
            <Body />
          )}
        </main>
      </div>
      {help && <Help close={() => setHelp(false)} />}
    </div>
  );
}

const STATE_TEXT = { STARTING: 'starting', RUNNING: 'running', STOPPED: 'stopped', FINISHED: 'finished', FOLLOWED: 'from its channels' } as const;

/** The runs to choose from. */
function Bar() {
  const chosen = useRuns();
  const all = [...store.runs.values()];
  if (all.length === 0) return null;
  return (
    <header class="bar">
      <div class="runs" role="group" aria-label="Runs shown">
        {all.map((run) => {
          const on = chosen.includes(run);
          const state = run.status.state;
          return (
            <button key={run.id} type="button" class="run" aria-pressed={on} onClick={() => toggleRun(run.id, chosen)} title={`${run.status.folder}: ${run.status.activity || STATE_TEXT[state]}`}>
              {all.length > 1 && <i class="swatch" style={{ background: runColor(run) }} aria-hidden="true" />}
              <span class="run-name">{run.status.name}</span>
              <span class={'state ' + state.toLowerCase()}>{STATE_TEXT[state]}</span>
            </button>
          );
        })}
      </div>
    </header>
  );
}

function Connection() {
  const { connection } = store;
  const finished = [...store.runs.values()].every((run) => run.status.state === 'FINISHED' || run.status.state === 'STOPPED');
  const text = connection === 'report' ? 'report' : connection === 'live' ? (finished && store.runs.size > 0 ? 'up to date' : 'live') : connection === 'lost' ? 'connection lost' : connection === 'locked' ? 'locked' : 'connecting';
  return <span class={'connection ' + connection} role="status">{text}</span>;
}

function Help({ close }: { close: () => void }) {
  const keys: [string, string][] = [...VIEWS.map((v, i) => [String(i + 1), v.title] as [string, string]), ['/', 'search'], ['j, k', 'next and previous response'], ['t', 'light or dark'], ['?', 'these keys'], ['Esc', 'close']];
  return (
    <div class="overlay" onClick={close}>
      <div class="dialog" role="dialog" aria-modal="true" aria-label="Keys" onClick={(e) => e.stopPropagation()}>
        <h2>Keys</h2>
        <dl class="keys">{keys.map(([key, what]) => <div key={key}><dt><kbd>{key}</kbd></dt><dd>{what}</dd></div>)}</dl>
        <button type="button" class="button" onClick={close} autofocus>Close</button>
      </div>
    </div>
  );
}

/** Exchanges a token in the address for a cookie, and removes it from the address. */
async function login() {
  const token = /^#token=(.+)$/.exec(location.hash)?.[1];
  if (token) {
    history.replaceState(null, '', location.pathname);
    await fetch('/login', { method: 'POST', body: token }).catch(() => {});
  }
}

void login().then(() => {
  store.connect();
  render(<App />, document.getElementById('app')!);
});
