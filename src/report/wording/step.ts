/** What a minute is: a machine works, a person works, or everybody waits for something. */
export const MINUTE_KINDS = ['machine', 'people', 'waiting'] as const
export type MinuteKind = (typeof MINUTE_KINDS)[number]

/** The three in words, for legends. */
export const MINUTE_LABELS: Readonly<Record<MinuteKind, string>> = {
  machine: 'machines work',
  people: 'people work',
  waiting: 'waiting',
}

const PEOPLE = new Set(['manual-step', 'command', 'review'])
const WAITING = new Set(['runner-wait', 'person-wait', 'lock-wait', 'sync-wait', 'approval', 'back-off', 'waiting'])

/** The kind of minute that a step of the critical path is; steps unknown here are work of machines. */
export function minuteKind(step: string): MinuteKind {
  if (PEOPLE.has(step)) return 'people'
  return WAITING.has(step) ? 'waiting' : 'machine'
}

const LABELS: Readonly<Record<string, string>> = {
  'runner-wait': 'waiting for a runner',
  'person-wait': 'waiting for a person',
  'lock-wait': 'waiting for a state lock',
  'sync-wait': 'waiting for the sync to start',
  waiting: 'between two jobs',
  approval: 'waiting for an approval',
  'back-off': 'back-off before a retry',
  suite: 'test suites',
  rerun: 'test reruns',
  'state-set-up': 'test state set-up',
  plan: 'Terraform plan',
  apply: 'Terraform apply',
  dns: 'DNS change',
  'manual-step': 'manual steps',
  command: 'commands typed by hand',
  task: 'other tasks',
}

/** A step in words. */
export const stepLabel = (step: string): string => LABELS[step] ?? step.replaceAll('-', ' ')
