// The JSON of the server, as its records define it.

export interface PassAt { k: number; value: number | null }
export interface Evaluation {
  prompts: number; responses: number; ungraded: number; failed: number;
  reward: number | null; accuracy: number | null; tokens: number | null; truncated: number | null;
  passAt: PassAt[];
}
export interface HeldOut { step: number; greedy: Evaluation; sampled: Evaluation }
export interface ChannelState { records: number; oldest: number; damaged: number; fault: string }
export interface Load { busy: number; backPressured: number }
export interface Live {
  metrics: Record<string, number>;
  rates: Record<string, number>;
  loads: Record<string, Load>;
  checkpoints: number; checkpointsFailed: number; checkpointAge: number | null;
  checkpointSeconds: number; checkpointBytes: number; restarts: number;
}
export type State = 'STARTING' | 'RUNNING' | 'STOPPED' | 'FINISHED' | 'FOLLOWED';
export interface Status {
  id: string; name: string; config: string; folder: string; state: State; activity: string;
  steps: number; stepsWanted: number;
  ledger: { read: number | null; ended: number; ends: Record<string, number>; splits: Record<string, number> };
  heldOut: HeldOut[];
  channels: Record<string, ChannelState>;
  live: Live | null;
}
export interface StepSlice {
  run: string; generation: number; from: number; length: number;
  figures: Record<string, (number | null)[]>; names?: string[];
}
export interface Figure { unit: string; meaning: string; bad: string }
export interface DeadLetter { number: number; file: string; position: number; reason: string; raw: string }

export interface Slice {
  from: number; to: number; firstStep: number; lastStep: number;
  counts: Record<string, number>; ungraded: Record<string, number>;
  collapseRate: number | null; mean: number | null; quantiles: (number | null)[];
  first: number; bins: number[];
}
export interface Slices {
  value: string; width: number; levels: number[]; values: string[];
  sources: string[]; tasks: string[]; modes: string[]; slices: Slice[];
}
export interface ResponseLine {
  sample: number; origin: string; verdict: string; reward: number; rewards: Record<string, number>;
  added: Record<string, number>; masked: number[]; finish: string; length: number; calls: number; malformed: number; mode: string; entropy: number | null; step: number;
  advantage: number | null; staleness: number | null; gap: number | null; trainedAt: number;
}
export interface VisitLine {
  record: number; query: string; visit: number; time: number; source: string; task: string;
  kind: string; collapse: string; prompt: string; end: string; detail: string; zeroAdvantage: boolean;
  responses: ResponseLine[];
}
export interface Found { visits: VisitLine[]; samples: number[][]; matching: number; kept: number; dropped: number; searched: number; complete: boolean; modes: string[]; origins: string[] }
export interface ToolCall { tool: string; arguments: string; outcome: string; malformed: boolean; result: string; characters: number; millis: number }
export interface Turn { from: number; to: number; calls: ToolCall[] }
export interface ResponseDetail {
  line: ResponseLine; reason: string; from: Record<string, number>; context: string; logProb: number | null;
  spans: { version: number; step: number; from: number; to: number }[];
  turns: Turn[];
  tokens: number; text: string; pieces: string[]; ids: number[];
  logProbs: (number | string)[]; entropies: (number | string)[]; learner: (number | string)[];
}
export interface VisitDetail {
  line: VisitLine; messages: { role: string; content: string }[]; truths: string[]; prompt: string;
  open: string; close: string; responses: ResponseDetail[];
}
export interface QueryLine {
  query: string; source: string; prompt: string; visits: number; solved: number | null; first: number | null; last: number | null;
  replays: number; reflections: number; reward: number | null;
}
export interface MethodInfo { name: string; options: Record<string, unknown>; figures: { key: string; unit: string; meaning: string }[] }
export interface Alarm { rule: string; series: string; state: string; since: number; time: number; value: number | null; bound: number | null; message: string }
export interface Alarms { active: Alarm[]; newest: Alarm[] }
