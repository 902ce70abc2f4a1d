// The state of the page in its address, after the #, so that a view can be sent to others.
import { useEffect, useState } from 'preact/hooks';

export interface Route { view: string; params: Record<string, string> }

function parse(): Route {
  const [view = '', query = ''] = location.hash.replace(/^#\/?/, '').split('?');
  return { view: view || 'overview', params: Object.fromEntries(new URLSearchParams(query)) };
}

function write(route: Route): string {
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(route.params)) if (value !== '') params.set(key, value);
  const query = params.toString();
  return '#/' + route.view + (query ? '?' + query : '');
}

/** Parameters that every view shares, such as filters. */
export const SHARED = ['runs', 'source', 'mode', 'version', 'verdict', 'finish', 'q'];

export function link(view: string, params: Record<string, string> = {}): string {
  const kept = Object.fromEntries(Object.entries(parse().params).filter(([key]) => SHARED.includes(key)));
  return write({ view, params: { ...kept, ...params } });
}

export function go(view: string, params: Record<string, string> = {}) {
  location.hash = link(view, params);
}

/** Changes parameters of the current view, without an entry in the history. */
export function set(params: Record<string, string>) {
  const now = parse();
  history.replaceState(null, '', write({ view: now.view, params: { ...now.params, ...params } }));
  dispatchEvent(new HashChangeEvent('hashchange'));
}

export function useRoute(): Route {
  const [route, update] = useState(parse);
  useEffect(() => {
    const listen = () => update(parse());
    addEventListener('hashchange', listen);
    return () => removeEventListener('hashchange', listen);
  }, []);
  return route;
}
