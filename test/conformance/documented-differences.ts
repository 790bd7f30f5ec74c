import type { DetectionPath, StepKind } from '../../src/model/events.ts'

/** A kind of step that one world records and the other does not, or not in the same case, and why that is right. */
export interface LeftOutStep {
  readonly step: StepKind
  readonly why: string
}

/** Steps that stories leave out. docs/environment.md prints this list, and a test compares the two. */
export const LEFT_OUT: readonly LeftOutStep[] = [
  {
    step: 'rerun',
    why: 'a real runner runs what failed once more, alone, to tell a flaky test from a defect; the simulator knows which it is',
  },
  {
    step: 'lock-wait',
    why: 'real programs do not say when they asked for a lock, so that their start counts with it; `lock` events, which are compared, say whether they got it',
  },
  {
    step: 'cache-import',
    why: 'BuildKit reads what the cache holds while it fetches the base image, often within the hundredth of a second to which it prints times; the simulator always waits for it first',
  },
  {
    step: 'layer-pull',
    why: 'BuildKit fetches a cached layer only when something needs it; the simulator always fetches those before the first miss',
  },
  {
    step: 'cache-export',
    why: 'BuildKit sends cache and image side by side; what it sends at the same time counts as the push',
  },
  {
    step: 'image-push',
    why: 'BuildKit asks the registry also for an image that it has already; the simulator pushes only what is new',
  },
  {
    step: 'runner-overhead',
    why: 'a step of no time is not recorded: the scenarios have runners that are there at once, which real ones are not',
  },
]

export const LEFT_OUT_STEPS: ReadonlySet<StepKind> = new Set(LEFT_OUT.map(({ step }) => step))

/** A part of a build is the same story: package downloads are inside the instruction that asks for them. */
export const mechanismOfStep = (step: StepKind): string => (step === 'dependency-download' ? 'layer-build' : step)

/** Several watchers look at one rollout, and which one speaks first is a matter of time, which stories leave out. */
const ROLLOUT_WATCHERS: ReadonlySet<DetectionPath> = new Set([
  'rollout-watch',
  'readiness-rule',
  'sync-health',
  'progress-deadline',
])

export const mechanismOfDetection = (path: DetectionPath): string =>
  ROLLOUT_WATCHERS.has(path) ? 'those who watch the rollout' : path
