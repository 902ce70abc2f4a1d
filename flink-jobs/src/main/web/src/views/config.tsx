import { useState } from 'preact/hooks';
import type { Alarm, Alarms } from '../model';
import { useJson, useStore, type Run } from '../store';
import { num, seconds, words } from '../format';
import { Card, Empty, Scroll, useRuns } from './parts';
import { runPath } from './visit';
import { visible } from './stream';

const clock = (time: number) => new Date(time).toLocaleString([], { hour12: false });

export function Config() {
  useStore();
  const run = useRuns()[0];
  if (!run) return <Empty title="No run yet" />;
  return (
    <div class="view">
      <div class="headline"><div><h1>Configuration and alarms</h1><p class="muted path">{run.status.folder}/config.yaml</p></div></div>
      <AlarmList run={run} />
      <Yaml run={run} />
    </div>
  );
}

export const STATE_SIGN: Record<string, string> = { FIRING: '▲', PENDING: '△', RESOLVED: '✓', CLEARED: '✓' };

export function useAlarms(run: Run | undefined): Alarms | null {
  return useJson<Alarms>(run && run.status.channels.alarms ? runPath(run, 'alarms') : null, run?.revisions.alarms ?? 0).data;
}

function AlarmList({ run }: { run: Run }) {
  const data = useAlarms(run);
  if (!data) return null;
  return (
    <Card title="Alarms" note={data.active.length === 0 ? 'none is pending or firing' : `${data.active.filter((a) => a.state === 'FIRING').length} firing, ${data.active.filter((a) => a.state === 'PENDING').length} pending`}>
      {data.newest.length === 0 ? <p class="muted">No alarm has changed its state in this run.</p> : (
        <Scroll label="Alarms" limited>
          <table class="table">
            <thead><tr><th>State</th><th>Alarm</th><th>About</th><th>Time</th><th class="n">Value</th><th class="n">Bound</th><th>Message</th></tr></thead>
            <tbody>{[...data.newest].reverse().map((a, i) => <Row key={i} a={a} />)}</tbody>
          </table>
        </Scroll>
      )}
    </Card>
  );
}

function Row({ a }: { a: Alarm }) {
  return (
    <tr>
      <td class={'alarm-state ' + a.state.toLowerCase()}>{STATE_SIGN[a.state]} {words(a.state)}</td>
      <td class="nowrap">{a.rule}</td><td>{a.series ? visible(a.series) : <span class="nowrap">the run</span>}</td>
      <td class="nowrap">{clock(a.time)}{a.time > a.since && <div class="muted small">after {seconds((a.time - a.since) / 1000)}</div>}</td>
      <td class="n">{num(a.value)}</td><td class="n">{num(a.bound)}</td><td class="wrap">{visible(a.message)}</td>
    </tr>
  );
}

function Yaml({ run }: { run: Run }) {
  const { data } = useJson<{ text: string }>(runPath(run, 'config'), run.status.state);
  const [find, setFind] = useState('');
  const lines = (data?.text ?? '').split('\n');
  const shown = find.trim() === '' ? lines.map((l, i) => [l, i] as const) : matching(lines, find.trim().toLowerCase());
  return (
    <Card title="Configuration" note="as the run recorded it" actions={<input class="input" type="search" placeholder="Find an option" aria-label="Find an option" value={find} onInput={(e) => setFind(e.currentTarget.value)} />}>
      {!data ? null : data.text === '' ? <p class="muted">The run has not recorded it yet.</p> : (
        <pre class="yaml mono" tabIndex={0}>{shown.map(([line, i]) => <YamlLine key={i} line={line} />)}</pre>
      )}
    </Card>
  );
}

/** Matching lines with the sections that contain them. */
function matching(lines: string[], wanted: string): (readonly [string, number])[] {
  const keep = new Set<number>();
  const indent = (l: string) => l.length - l.trimStart().length;
  lines.forEach((line, i) => {
    if (!line.toLowerCase().includes(wanted)) return;
    keep.add(i);
    let depth = indent(line);
    for (let k = i - 1; k >= 0 && depth > 0; k--) if (lines[k]!.trim() !== '' && indent(lines[k]!) < depth) {
      depth = indent(lines[k]!);
      keep.add(k);
    }
    for (let k = i + 1; k < lines.length && indent(lines[k]!) > indent(line); k++) keep.add(k);
  });
  return lines.flatMap((l, i) => (keep.has(i) ? [[l, i] as const] : []));
}

function YamlLine({ line }: { line: string }) {
  const match = /^(\s*(?:- )?)([\w.-]+)(:)(.*)$/.exec(line);
  return <div>{match ? <>{match[1]}<span class="yaml-key">{match[2]}</span>{match[3]}<span class="yaml-value">{visible(match[4]!)}</span></> : visible(line) || ' '}</div>;
}
