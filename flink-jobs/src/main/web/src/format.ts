// Numbers and words as people read them.

const GROUPS = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

/** Four significant digits at most; `–` if unknown. */
export function num(value: number | null | undefined, digits = 3): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return '–';
  const size = Math.abs(value);
  if (size === 0) return '0';
  if (size >= 1e6) return compact(value);
  if (size >= 1000) return GROUPS.format(value);
  if (size < 0.001) return value.toExponential(1).replace('e-', 'e−');
  return sign(trim(value.toPrecision(digits)));
}

function trim(text: string): string {
  return text.includes('.') && !text.includes('e') ? text.replace(/0+$/, '').replace(/\.$/, '') : text;
}

function sign(text: string): string {
  return text.replace(/^-/, '−');
}

export function compact(value: number): string {
  const size = Math.abs(value);
  for (const [limit, unit] of [[1e9, 'G'], [1e6, 'M'], [1e3, 'k']] as const) {
    if (size >= limit) return sign(trim((value / limit).toPrecision(3))) + ' ' + unit;
  }
  return num(value);
}

export function whole(value: number | null | undefined): string {
  return value === null || value === undefined || !Number.isFinite(value) ? '–' : GROUPS.format(value);
}

export function percent(value: number | null | undefined): string {
  return value === null || value === undefined || !Number.isFinite(value) ? '–' : sign((100 * value).toFixed(1)) + ' %';
}

/** A share on an axis. */
export function percentTick(value: number): string {
  return sign(trim((100 * value).toFixed(2))) + ' %';
}

export function signed(text: string, value: number): string {
  return value > 0 ? '+' + text : text;
}

export function bytes(value: number): string {
  if (!Number.isFinite(value)) return '–';
  for (const [limit, unit] of [[2 ** 30, 'GiB'], [2 ** 20, 'MiB'], [2 ** 10, 'KiB']] as const) {
    if (value >= limit) return trim((value / limit).toPrecision(3)) + ' ' + unit;
  }
  return `${value} B`;
}

export function seconds(value: number | null | undefined): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return '–';
  if (value < 1) return `${Math.round(value * 1000)} ms`;
  if (value < 90) return `${trim(value.toPrecision(2))} s`;
  if (value < 5400) return `${Math.round(value / 60)} min`;
  return `${trim((value / 3600).toPrecision(2))} h`;
}

/** The end of a visit, or another constant, in words. */
export function words(constant: string): string {
  return constant.toLowerCase().replace(/_/g, ' ');
}

const smoothed = new WeakMap<readonly number[], { weight: number; values: number[] }>();

/** Debiased exponential moving average; gaps stay gaps. The same array for the same arguments. */
export function smooth(values: readonly number[], weight: number): number[] {
  if (weight <= 0) return values as number[];
  const cached = smoothed.get(values);
  if (cached?.weight === weight) return cached.values;
  const fresh = average(values, weight);
  smoothed.set(values, { weight, values: fresh });
  return fresh;
}

function average(values: readonly number[], weight: number): number[] {
  let mean = 0;
  let mass = 0;
  return values.map((v) => {
    if (!Number.isFinite(v)) return NaN;
    mean = weight * mean + (1 - weight) * v;
    mass = weight * mass + (1 - weight);
    return mean / mass;
  });
}

export function mean(values: readonly number[]): number {
  const known = values.filter(Number.isFinite);
  return known.length === 0 ? NaN : known.reduce((a, b) => a + b, 0) / known.length;
}
