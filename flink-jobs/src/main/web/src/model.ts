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
export type State = 'STARTING' | 'RUNNING' | 'STOPPED' | 'FINISHED';
export interface Status {
  id: string; name: string; config: string; folder: string; state: State;
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
