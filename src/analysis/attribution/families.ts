import type { Family } from '../../model/attribution.ts'
import { GUARDS, type Guard } from '../../model/guards/index.ts'

/** How a stage can see what is wrong: in test suites, in scans, in a rollout to staging, in a plan, on a copy of the database. */
export const GATES = ['tests', 'scan', 'staging', 'plan', 'validation'] as const
export type Gate = (typeof GATES)[number]

/** What a family of weaknesses is, and what stands against it. */
export interface FamilyTraits {
  /** What it is, in words: `something in the release`. */
  readonly about: string
  /** Gates of a pipeline that can show it, in their order. */
  readonly gates: readonly Gate[]
  /** Guards against it, the one that ends it earliest first. */
  readonly guards: readonly string[]
}

/** Each family: where it can be seen, and what stands against it. */
export const TRAITS: Readonly<Record<Family, FamilyTraits>> = {
  change: { about: 'something in the change set that scans look for', gates: ['scan'], guards: [] },
  release: {
    about: 'a release that answers badly',
    gates: ['tests', 'staging'],
    guards: ['staging', 'canary', 'smoke-test', 'alerts', 'automatic-rollback'],
  },
  'start-up': {
    about: 'a release whose pods do not run',
    gates: ['tests', 'staging'],
    guards: ['staging', 'canary', 'readiness-rule', 'alerts', 'automatic-rollback'],
  },
  'build-cache': {
    about: 'a build that holds old code',
    gates: ['staging'],
    guards: ['content-hash-keys', 'provenance-check'],
  },
  tests: { about: 'a test that fails without a reason', gates: [], guards: ['test-reruns', 'job-retries'] },
  infrastructure: {
    about: 'infrastructure that differs from its code',
    gates: ['plan'],
    guards: ['drift-detection', 'plan-review', 'alerts'],
  },
  'state-lock': {
    about: 'a Terraform state that somebody else holds',
    gates: [],
    guards: ['team-states', 'lock-timeout', 'job-retries'],
  },
  database: {
    about: 'a migration of the database',
    gates: ['validation', 'staging'],
    guards: ['validated-migrations', 'compatible-migrations', 'guarded-rollback', 'alerts'],
  },
  pipeline: { about: 'the pipeline and what it needs to run', gates: [], guards: ['job-retries'] },
  people: { about: 'something that a person did, or did not do', gates: [], guards: ['alerts', 'automatic-rollback'] },
  order: {
    about: 'a service that was started before what it needs',
    gates: ['staging'],
    guards: ['waves', 'readiness-rule', 'alerts'],
  },
  platform: { about: 'the machines and the cluster', gates: [], guards: ['readiness-rule', 'alerts'] },
  network: { about: 'the network, or something outside', gates: [], guards: ['alerts'] },
}

/** The guards against a family, the one that ends it earliest first. */
export const guardsAgainst = (family: Family): Guard[] =>
  TRAITS[family].guards.flatMap((name) => GUARDS.get(name) ?? [])

const MEMBERS: Readonly<Record<Family, readonly string[]>> = {
  change: ['vulnerability', 'vulnerability-found', 'leaked-secret'],
  release: ['code-defect', 'bad-release', 'slow-release', 'missed-defect'],
  'start-up': ['crash-loop', 'deadlock', 'hang', 'out-of-memory', 'slow-start', 'image-pull-failure'],
  'build-cache': ['stale-cache', 'cache-poisoning'],
  tests: ['flaky-test'],
  infrastructure: ['drift', 'destructive-plan'],
  'state-lock': ['state-lock-conflict', 'abandoned-lock'],
  database: ['migration', 'migration-failure', 'migration-lock-wait', 'irreversible-migration'],
  pipeline: [
    'platform',
    'capacity',
    'runner-loss',
    'runner-starvation',
    'registry-outage',
    'api-throttling',
    'argocd-outage',
    'webhook-lost',
    'cold-cache',
    'clock-skew',
    'expired-credential',
  ],
  people: ['manual-error', 'manual-command-error', 'approval-never-comes'],
  order: ['dependency-not-ready'],
  platform: [
    'pod-crash',
    'pod-deletion',
    'readiness-failure',
    'node-drain',
    'node-loss',
    'spot-reclaim',
    'zone-loss',
    'region-loss',
  ],
  network: [
    'fault',
    'network-latency',
    'network-loss',
    'network-partition',
    'dns-failure',
    'dependency-outage',
    'third-party-outage',
    'mesh-overhead',
  ],
}

const FAMILY_OF: ReadonlyMap<string, Family> = new Map(
  (Object.keys(MEMBERS) as Family[]).flatMap((family) => MEMBERS[family].map((name) => [name, family] as const)),
)

/** The family of a fault of the catalogue or of a root cause; `platform` for one that is not known here. */
export const familyOf = (origin: string): Family => FAMILY_OF.get(origin) ?? 'platform'

/** Whether a fault or root cause has its place here: a test holds the catalogue to it. */
export const hasFamily = (origin: string): boolean => FAMILY_OF.has(origin)
