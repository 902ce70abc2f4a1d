import type { Found, QueryLine } from '../model';
import { useJson, useStore, type Run } from '../store';
import { num, percent, signed, whole } from '../format';
import { Card, Empty, Scroll, Segmented, useRuns } from './parts';
import { link, set, useRoute } from '../route';
import { Filters } from './filters';
import { VERDICT_SIGN, CollapseMark, keyOf, runPath, verdictColor } from './visit';
import { visible } from './stream';

const ORDERS = [['HARDEST', 'hardest'], ['IMPROVED', 'most improved'], ['WORSENED', 'most worsened'], ['REPLAYED', 'most replayed'], ['VISITED', 'most visited']] as const;

export function Queries() {
  useStore();
  const run = useRuns()[0];
  const { params } = useRoute();
  const order = params.order || 'HARDEST';
  const query = new URLSearchParams({ order, limit: '200' });
  if (params.q) query.set('q', params.q);
  if (params.source) query.set('source', params.source);
  const { data, error } = useJson<QueryLine[]>(run && !params.query ? runPath(run, `queries?${query.toString()}`) : null, run?.revisions.episodes ?? 0);
  if (!run) return <Empty title="No run yet" />;
  if (params.query) return <History run={run} query={params.query} />;
  if (error) return <Empty title="The queries could not be read">{error}</Empty>;
  if (!data) return <div class="view" />;
  const sources = [...new Set([...data.map((q) => q.source), ...(params.source ? [params.source] : [])])];
  return (
    <div class="view">
      <div class="headline"><div><h1>Queries</h1><p class="muted">over the visits that the page keeps in memory</p></div></div>
      <div class="toolbar">
        <Segmented label="Order" value={order} options={ORDERS} onChange={(o) => set({ order: o })} />
        <Filters sources={sources} text noSteps />
      </div>
      {data.length === 0 ? <Empty title="No query matches" /> : (
        <Card>
          <Scroll label="Queries">
            <table class="table hover">
              <thead><tr><th>Query</th><th>Prompt</th><th class="n">Visits</th><th>Correct</th><th class="n">First → last</th><th class="n">Replays</th><th class="n">Reflections</th><th class="n">Reward</th></tr></thead>
              <tbody>
                {data.map((q) => (
                  <tr key={q.query}>
                    <td class="query-cell"><a class="mono" href={link('queries', { query: q.query })}>{visible(q.query)}</a></td>
                    <td class="wrap mono excerpt-cell">{visible(q.prompt)}</td>
                    <td class="n">{whole(q.visits)}</td>
                    <td class="nowrap"><span class="meter" role="img" aria-label={percent(q.solved)}><i style={{ width: `${100 * (q.solved ?? 0)}%` }} /></span> {percent(q.solved)}</td>
                    <td class="n nowrap">{percent(q.first)} → {percent(q.last)}{q.visits > 1 && q.first !== null && q.last !== null && q.last !== q.first ? ` (${signed((100 * (q.last - q.first)).toFixed(0).replace('-', '−'), q.last - q.first)})` : ''}</td>
                    <td class="n">{whole(q.replays)}</td><td class="n">{whole(q.reflections)}</td><td class="n">{num(q.reward)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </Scroll>
        </Card>
      )}
    </div>
  );
}

function History({ run, query }: { run: Run; query: string }) {
  const { data, error } = useJson<Found>(runPath(run, `visits?${new URLSearchParams({ query, limit: '200' }).toString()}`), run.revisions.episodes ?? 0);
  const visits = [...(data?.visits ?? [])].reverse();
  return (
    <div class="view">
      <a class="back" href={link('queries')}>‹ Queries</a>
      <div class="headline"><div><h1 class="mono">{visible(query)}</h1>{visits[0] && <p class="mono prompt-line">{visible(visits[0].prompt)}</p>}</div></div>
      {error && <Empty title="The query cannot be shown">{error}</Empty>}
      {data && visits.length === 0 && <Empty title="No visit of this query is in memory" />}
      {visits.length > 0 && (
        <Card title="Visits" note="oldest first; one square for each response">
          <ol class="visits">
            {visits.map((v) => (
              <li key={v.record}>
                <a href={link('groups', { group: keyOf(v) })}>
                  <span class="visit-no">visit {v.visit}</span>
                  <span class="muted visit-step">step {Math.max(...v.responses.map((r) => (r.origin === 'REPLAYED' ? -1 : r.step)))}</span>
                  <span class="squares">
                    {v.responses.map((r) => (
                      <i key={r.sample} class={r.origin === 'REPLAYED' ? 'replayed' : ''} style={{ background: verdictColor(r.verdict) }} title={`response ${r.sample}: reward ${num(r.reward)}`}>{VERDICT_SIGN[r.verdict]}</i>
                    ))}
                  </span>
                  <span class="muted">{num(v.responses.reduce((a, r) => a + r.length, 0) / v.responses.length)} tokens</span>
                  <CollapseMark visit={v} />
                  {v.kind === 'REFLECTION' && <span class="mark">reflection</span>}
                </a>
              </li>
            ))}
          </ol>
        </Card>
      )}
    </div>
  );
}
