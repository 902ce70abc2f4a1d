// Light or dark, and the colours that canvas charts need as values. Series colours are Okabe and Ito's, tuned for each ground.

export type Theme = 'auto' | 'light' | 'dark';

const DARK = matchMedia('(prefers-color-scheme: dark)');
const listeners = new Set<() => void>();
let chosen = read();

function read(): Theme {
  try {
    const stored = localStorage.getItem('millrace.theme');
    return stored === 'light' || stored === 'dark' ? stored : 'auto';
  } catch {
    return 'auto';
  }
}

export function isDark(): boolean {
  return chosen === 'auto' ? DARK.matches : chosen === 'dark';
}

function apply() {
  document.documentElement.dataset.theme = isDark() ? 'dark' : 'light';
  listeners.forEach((listener) => listener());
}

export function toggleTheme() {
  chosen = isDark() ? 'light' : 'dark';
  try {
    localStorage.setItem('millrace.theme', chosen);
  } catch {
    // A browser without storage forgets it.
  }
  apply();
}

export function onTheme(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

DARK.addEventListener('change', apply);
apply();

/** The value of a CSS variable. */
export function color(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue('--' + name).trim();
}

export function series(index: number): string {
  return color('series-' + (index % 6));
}

/** A colour with another opacity; accepts #rrggbb. */
export function fade(hex: string, alpha: number): string {
  const n = parseInt(hex.slice(1), 16);
  return `rgba(${n >> 16}, ${(n >> 8) & 255}, ${n & 255}, ${alpha})`;
}

// A perceptually even ramp (cividis-like: readable without red-green vision), dark to light or light to dark by ground.
const RAMP_LIGHT: [number, number, number][] = [[244, 245, 242], [204, 224, 232], [137, 188, 213], [66, 139, 181], [19, 88, 134], [8, 41, 78]];
const RAMP_DARK: [number, number, number][] = [[26, 30, 35], [24, 55, 78], [25, 92, 128], [49, 137, 170], [125, 190, 198], [238, 240, 190]];

/** A colour of the ramp for 0..1. */
export function ramp(t: number): string {
  const stops = isDark() ? RAMP_DARK : RAMP_LIGHT;
  const x = Math.max(0, Math.min(1, t)) * (stops.length - 1);
  const i = Math.min(stops.length - 2, Math.floor(x));
  const a = stops[i]!;
  const b = stops[i + 1]!;
  const f = x - i;
  return `rgb(${a.map((v, k) => Math.round(v + (b[k]! - v) * f)).join(',')})`;
}
