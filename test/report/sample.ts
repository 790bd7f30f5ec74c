import {
  type Example,
  type Measurement,
  type Rate,
  REPORT_SCHEMA_VERSION,
  type Report,
  type ReportEstimate,
  reportSchema,
} from '../../src/model/report.ts'
import { minutes, seconds } from '../../src/model/units.ts'

/** An interval of ± `share` around a value. */
export const estimate = (value: number, share = 0.02, n = 4_000): ReportEstimate => ({
  value,
  low: value * (1 - share),
  high: value * (1 + share),
  n,
})

const measured = (unit: Measurement['unit'], mean: number, p95: number, n = 4_000): Measurement => ({
  unit,
  n,
  mean: estimate(mean, 0.015, n),
  p50: estimate(mean * 0.97, 0.015, n),
  p95: estimate(p95, 0.03, n),
  max: p95 * 1.6,
  units: 500,
  designEffect: 1.3,
  method: 'bca-bootstrap',
})

const rate = (count: number, n: number): Rate => {
  const value = count / n
  const half = 1.96 * Math.sqrt((value * (1 - value)) / n)
  return { value, low: Math.max(0, value - half), high: value + half, count, n, units: 500, designEffect: 1.08 }
}

type Path = readonly (readonly [stage: string, step: string, minutes: number])[]

const BEFORE_PATH: Path = [
  ['build', 'manual-step', 1.2],
  ['build', 'layer-build', 31.5],
  ['build', 'dependency-download', 5.4],
  ['build', 'scan', 4.7],
  ['build', 'runner-wait', 2.2],
  ['test', 'state-set-up', 8.1],
  ['test', 'suite', 29.6],
  ['test', 'rerun', 2.8],
  ['test', 'approval', 9.3],
  ['infrastructure', 'plan', 7.2],
  ['infrastructure', 'review', 13.9],
  ['infrastructure', 'apply', 20.4],
  ['infrastructure', 'dns', 5.1],
  ['infrastructure', 'health-check', 8.4],
  ['deploy-production', 'migration', 8.8],
  ['deploy-production', 'command', 19.7],
  ['deploy-production', 'rollout', 21.5],
  ['deploy-production', 'smoke-test', 9.6],
]

const AFTER_PATH: Path = [
  ['build', 'runner-wait', 0.3],
  ['build', 'runner-overhead', 0.6],
  ['build', 'cache-import', 0.4],
  ['build', 'layer-build', 2.9],
  ['build', 'cache-export', 0.5],
  ['test', 'runner-overhead', 0.5],
  ['test', 'state-set-up', 0.5],
  ['test', 'suite', 3.1],
  ['security-scan', 'scan', 1.1],
  ['infrastructure', 'plan', 0.2],
  ['deploy-staging', 'sync-wait', 1.1],
  ['deploy-staging', 'rollout', 1.9],
  ['deploy-production', 'approval', 1.7],
  ['deploy-production', 'sync-wait', 1.2],
  ['deploy-production', 'rollout', 2.1],
]

/** A histogram of a skewed shape around a median. */
function histogram(medianMin: number, binMin: number, bins: number, runs: number): Report['histogram'] {
  const from = medianMin * 0.7
  const density = (x: number): number => Math.exp(-(Math.log(x / medianMin) ** 2) / (2 * 0.155 ** 2)) / x
  const raw = Array.from({ length: bins }, (_, i) => density(from + (i + 0.5) * binMin))
  const sum = raw.reduce((a, b) => a + b, 0)
  return {
    fromMs: minutes(from),
    binMs: minutes(binMin),
    counts: raw.map((d) => Math.floor((d / sum) * runs)),
  }
}

type Job = Example['jobs'][number]

const job = (id: string, stage: string, queued: number, started: number, parts: readonly [string, number][]): Job => {
  let at = started
  const steps = parts.map(([step, length]) => {
    const from = at
    at += length
    return { step, from: minutes(from), to: minutes(at) }
  })
  return {
    job: id,
    stage,
    name: id.split(':')[0] ?? id,
    attempt: 1,
    queued: minutes(queued),
    started: minutes(started),
    finished: minutes(at),
    passed: true,
    critical: false,
    steps,
  }
}

/** A deployment of the improved pipeline: 20 services built on 10 runners, then tested, scanned, synced. */
export function afterExample(address: string, why: string, stretch: number): Example {
  const build = Array.from({ length: 20 }, (_, i) => {
    const started = i < 10 ? 0.1 : (2.2 + (i - 10) * 0.13) * stretch
    const length = (1.7 + ((i * 37) % 11) * 0.14) * stretch
    return job(`build:service-${i + 1}`, 'build', 0, started, [
      ['runner-overhead', 0.4],
      ['cache-import', 0.3],
      ['layer-build', length],
      ['cache-export', 0.2],
    ])
  })
  const end = (jobs: readonly Job[]): number => Math.max(...jobs.map((j) => j.finished)) / 60_000
  const built = end(build)
  const test = Array.from({ length: 8 }, (_, i) =>
    job(`test:shard-${i + 1}`, 'test', built, built + 0.05, [
      ['state-set-up', 0.5],
      ['suite', (2.4 + ((i * 29) % 7) * 0.2) * stretch],
    ]),
  )
  const scan = [job('container-scan', 'security-scan', end(test), end(test) + 0.05, [['scan', 1.1]])]
  const staging = [
    job('deploy:staging', 'deploy-staging', end(scan), end(scan), [
      ['sync-wait', 1.1],
      ['rollout', 1.9],
    ]),
  ]
  const production = ['us-east-1', 'us-west-2', 'eu-west-1'].map((region, i) =>
    job(`deploy:${region}`, 'deploy-production', end(staging), end(staging) + 0.02, [
      ['approval', 1.6],
      ['sync-wait', 0.9 + i * 0.2],
      ['rollout', 2 * stretch],
    ]),
  )
  const stages = [build, test, scan, staging, production]
  for (const jobs of stages) jobs.reduce((a, b) => (b.finished > a.finished ? b : a)).critical = true
  const jobs = stages.flat()
  return {
    address,
    why,
    outcome: 'succeeded',
    durationMs: minutes(end(production)),
    changedServices: 20,
    jobs,
    marks: [{ at: minutes(end(staging) + 2.5), label: 'production reached' }],
  }
}

/** A deployment of the old pipeline: one thing after another, most of it on the critical path. */
export function beforeExample(address: string, why: string, stretch: number): Example {
  let at = 0
  const next = (id: string, stage: string, parts: readonly [string, number][]): Job => {
    const made = job(
      id,
      stage,
      at,
      at + 0.2,
      parts.map(([step, length]) => [step, length * stretch]),
    )
    at = made.finished / 60_000
    made.critical = true
    return made
  }
  const jobs = [
    next('trigger', 'build', [['manual-step', 1]]),
    ...Array.from({ length: 40 }, (_, i) =>
      next(`build:batch-${i + 1}`, 'build', [
        ['layer-build', 0.9],
        ['scan', 0.14],
      ]),
    ),
    ...Array.from({ length: 6 }, (_, i) =>
      next(`test:environment-${i + 1}`, 'test', [
        ['state-set-up', 1.3],
        ['suite', 5],
      ]),
    ),
    next('approve:results', 'test', [['approval', 9]]),
    ...['us-east-1', 'us-west-2', 'eu-west-1'].map((region) =>
      next(`terraform:${region}`, 'infrastructure', [
        ['plan', 2.4],
        ['review', 4.6],
        ['apply', 6.8],
        ['dns', 1.7],
        ['health-check', 2.8],
      ]),
    ),
    next('migrate', 'deploy-production', [['migration', 8.8]]),
    ...Array.from({ length: 20 }, (_, i) =>
      next(`kubectl:service-${i + 1}`, 'deploy-production', [
        ['command', 0.9],
        ['rollout', 1.1],
        ['smoke-test', 0.45],
      ]),
    ),
  ]
  const failed = jobs[jobs.length - 8]
  if (stretch > 1.2 && failed !== undefined) failed.passed = false
  return {
    address,
    why,
    outcome: stretch > 1.2 ? 'failed' : 'succeeded',
    durationMs: minutes(at),
    changedServices: 20,
    jobs,
    marks:
      stretch > 1.2
        ? [
            { at: minutes(at - 40), label: 'users are hurt: a wrong environment variable in service-13' },
            { at: minutes(at - 28), label: 'detected by an alert' },
            { at: minutes(at - 16), label: 'decided to roll back by hand' },
            { at: minutes(at - 4), label: 'restored and verified' },
          ]
        : [],
  }
}

const ASSUMPTIONS: Report['assumptions'] = [
  {
    path: 'deployments.changedServices',
    value: { kind: 'lognormal', median: 20, sigma: 0.55 },
    unit: 'count',
    about: 'services that a deployment changes',
    source: null,
    assumed: { low: 5, high: 60, why: 'the published figures do not say; ten runners and 6 min of builds force it' },
    tuned: true,
    overridden: true,
    elasticity: { 'deployment.duration': estimate(0.41, 0.06), 'change.failure.rate': estimate(0.22, 0.3) },
  },
  {
    path: 'people.approval',
    value: { kind: 'lognormal', median: minutes(1.5), sigma: 0.6 },
    unit: 'ms',
    about: 'from a request for approval to the answer of somebody who is waiting for it',
    source: null,
    assumed: { low: seconds(20), high: minutes(15), why: 'organisational' },
    tuned: false,
    overridden: false,
    elasticity: { 'deployment.duration': estimate(0.09, 0.1) },
  },
  {
    path: 'people.reviewCatches',
    value: 0.8,
    unit: 'ratio',
    about: 'a person who reads a plan or a change sees that it would do harm',
    source: null,
    assumed: { low: 0.5, high: 0.95, why: 'inspections find 60 to 90 % of defects; of plans nothing was published' },
    tuned: false,
    overridden: false,
    elasticity: { 'change.failure.rate': { value: -1.4, low: -1.7, high: -1.1, n: 4_000 } },
  },
  {
    path: 'people.stepError',
    value: 0.01,
    unit: 'ratio',
    about: 'a step of a long written procedure without check-off is left out or done wrong',
    source: 'Swain & Guttmann, Handbook of Human Reliability Analysis (NUREG/CR-1278), 1983, table 20-7',
    assumed: null,
    tuned: false,
    overridden: false,
    elasticity: null,
  },
  {
    path: 'delivery.pollInterval',
    value: { kind: 'uniform', low: seconds(120), high: seconds(180) },
    unit: 'ms',
    about: 'time between two looks of the sync controller at Git',
    source: 'https://argo-cd.readthedocs.io/en/stable/faq/',
    assumed: null,
    tuned: false,
    overridden: false,
    elasticity: { 'deployment.duration': estimate(0.06, 0.1) },
  },
]

const AUDIT: Report['audit'] = [
  {
    subject: 'saving of deployment time',
    published: '94 %',
    derived: '91.4 %',
    comment: '210 → 18 min is 1 − 18/210',
  },
  {
    subject: 'cost of a failure',
    published: '900 $',
    derived: '7,500 $',
    comment: '0.3 × 10 h × 5 × 150 $ a day elsewhere in the same calculation',
  },
  {
    subject: 'failures a day, after',
    published: '0.3',
    derived: '0.024',
    comment: '0.3 % of 8 deployments a day',
  },
]

interface Figures {
  readonly name: string
  readonly description: string
  readonly path: Path
  readonly p95: number
  readonly failures: number
  readonly blocked: number
  readonly recovery: readonly [detect: number, decide: number, act: number, verify: number]
  readonly published: readonly [mean: number, p95: number, rate: number, recovery: number]
  readonly runs: number
  readonly engineerHours: number
  readonly manualSteps: number
  readonly examples: Example[]
}

function build(figures: Figures): Report {
  const { path, runs, failures, blocked, recovery, published } = figures
  const mean = path.reduce((sum, [, , length]) => sum + length, 0)
  const total = recovery.reduce((a, b) => a + b, 0)
  const reached = runs - blocked
  const changeFailure = rate(failures, reached)
  const duration = measured('ms', minutes(mean), minutes(figures.p95), reached)
  const recoveryDuration = measured('ms', minutes(total), minutes(total * 2.4), failures)
  recoveryDuration.mean = estimate(minutes(total), 0.09, failures)
  const [pm, p95, pr, prec] = published
  const stages = [...new Set(path.map(([stage]) => stage))]
  const stageMean = (stage: string): number => path.reduce((sum, [s, , m]) => sum + (s === stage ? m : 0), 0)
  const verdict = (
    metric: string,
    statistic: string,
    value: number,
    tolerance: number,
    observed: ReportEstimate,
    words: string,
  ): Report['verdicts'][number] => {
    const band = { low: value - tolerance, high: value + tolerance }
    const inside = (observed.low ?? 0) >= band.low && (observed.high ?? 0) <= band.high
    const outside = (observed.low ?? 0) > band.high || (observed.high ?? 0) < band.low
    return {
      target: words,
      kind: 'reproduction',
      metric,
      statistic,
      goal: { comparison: 'reproduces', value },
      observed,
      bound: { side: 'upper', confidence: 0.95, value: observed.high },
      band,
      status: inside ? 'pass' : outside ? 'fail' : 'inconclusive',
      needed: inside || outside ? null : 3_049,
    }
  }
  const parts = Object.fromEntries(
    (['detect', 'decide', 'act', 'verify'] as const).map((part, i) => [
      `recovery.duration.${part}`,
      measured('ms', minutes(recovery[i] ?? 0), minutes((recovery[i] ?? 0) * 2.2), failures),
    ]),
  )
  const paper = 'The 18-Minute Deployment'
  const published4 = [
    { metric: 'deployment.duration', statistic: 'mean', value: minutes(pm), source: paper, simulated: duration.mean },
    { metric: 'deployment.duration', statistic: 'p95', value: minutes(p95), source: paper, simulated: duration.p95 },
    {
      metric: 'change.failure.rate',
      statistic: 'rate',
      value: pr,
      source: paper,
      simulated: { value: changeFailure.value, low: changeFailure.low, high: changeFailure.high, n: reached },
    },
    {
      metric: 'recovery.duration',
      statistic: 'mean',
      value: minutes(prec),
      source: paper,
      simulated: recoveryDuration.mean,
    },
  ]
  const bands = [0.05, 0.07, pr > 0.1 ? 0.1 : 0.33, 0.1]
  const words = [
    `mean of deployment.duration = ${pm} min ± 5 %`,
    `p95 of deployment.duration = ${p95} min ± 7 %`,
    `change.failure.rate = ${pr * 100} %`,
    `mean of recovery.duration = ${prec} min ± 10 %`,
  ]
  const report: Report = {
    schemaVersion: REPORT_SCHEMA_VERSION,
    scenario: { name: figures.name, hash: `sha256:${'4be1'.repeat(16)}`, description: figures.description },
    environment: 'sim',
    seed: 1,
    runs,
    partial: false,
    sampling: { stretches: runs / 8, deploymentsPerStretch: 8, warmUpPerStretch: 2, confidence: 0.95 },
    measurements: {
      'deployment.duration': duration,
      ...Object.fromEntries(
        stages.map((stage) => [
          `stage.${stage}.duration`,
          measured('ms', minutes(stageMean(stage)), minutes(stageMean(stage) * 1.35), reached),
        ]),
      ),
      'recovery.duration': recoveryDuration,
      ...parts,
      'job.wait': measured('ms', minutes(mean * 0.05), minutes(mean * 0.12), runs),
      'cache.hit.ratio': measured('ratio', mean > 60 ? 0 : 0.713, mean > 60 ? 0 : 0.88, runs),
      'manual.steps': measured('count', figures.manualSteps, figures.manualSteps, runs),
      'engineer.hours': measured('hours', figures.engineerHours, figures.engineerHours * 1.3, runs),
      'runner.minutes': measured('minutes', mean * 3.1, mean * 4.8, runs),
      'downtime.requests.lost': measured('count', mean > 60 ? 41_200 : 0, mean > 60 ? 160_000 : 0, runs),
    },
    rates: {
      'change.failure.rate': changeFailure,
      'pipeline.failure.rate': rate(failures + blocked, runs),
    },
    outcomes: {
      succeeded: runs - failures - blocked - Math.round(runs * 0.004),
      'self-healed': Math.round(runs * 0.004),
      blocked,
      'rolled-back': Math.round(failures * 0.3),
      failed: failures - Math.round(failures * 0.3),
    },
    verdicts: [
      ...published4.map((p, i) =>
        verdict(p.metric, p.statistic, p.value, p.value * (bands[i] ?? 0.1), p.simulated, words[i] ?? ''),
      ),
      {
        target: 'mean of recovery.duration <= 5 min at 95 %',
        kind: 'claim',
        metric: 'recovery.duration',
        statistic: 'mean',
        goal: { comparison: 'at-most', value: minutes(5) },
        observed: recoveryDuration.mean,
        bound: { side: 'lower', confidence: 0.95, value: recoveryDuration.mean.low },
        band: null,
        status: 'fail',
        needed: null,
      },
    ],
    published: [
      ...published4,
      {
        metric: 'manual.steps',
        statistic: 'mean',
        value: figures.manualSteps,
        source: paper,
        simulated: estimate(figures.manualSteps, 0),
      },
      {
        metric: 'engineer.hours',
        statistic: 'mean',
        value: mean > 60 ? 7 : 0.5,
        source: paper,
        simulated: estimate(figures.engineerHours, 0.02),
      },
    ],
    audit: AUDIT,
    criticalPath: path.map(([stage, step, length]) => ({ stage, step, meanMs: minutes(length) })),
    histogram: mean > 60 ? histogram(205, 5, 40, runs) : histogram(17.8, 0.5, 32, runs),
    failures: [
      {
        cause: 'manual-error',
        stage: 'deploy-production',
        outcome: 'failed',
        detectedBy: 'alert',
        count: Math.ceil(failures * 0.45),
        example: '12.3',
      },
      {
        cause: 'drift',
        stage: 'infrastructure',
        outcome: 'failed',
        detectedBy: 'smoke-test',
        count: Math.ceil(failures * 0.25),
        example: '40.1',
      },
      {
        cause: 'dependency-not-ready',
        stage: 'deploy-production',
        outcome: 'rolled-back',
        detectedBy: 'rollout-watch',
        count: Math.floor(failures * 0.3),
        example: '7.6',
      },
      { cause: 'code-defect', stage: 'test', outcome: 'blocked', detectedBy: null, count: blocked, example: '3.0' },
    ],
    examples: figures.examples,
    assumptions: ASSUMPTIONS,
    tunedConstants: 1,
    notes: [
      'The mesh is simulated only.',
      'Mean recovery stays above the stricter dashboard objective of 5 min: a page, an approval and a sync take longer.',
    ],
  }
  return reportSchema.parse(report)
}

/** The old pipeline: 210 min, 15 % failures, 120 min to recover. */
export const beforeReport = (): Report =>
  build({
    name: 'reference/before',
    description: '200 services built one after another, tested across shared environments, deployed by hand.',
    path: BEFORE_PATH,
    p95: 266,
    failures: 588,
    blocked: 80,
    recovery: [13, 31, 58, 19],
    published: [210, 270, 0.15, 120],
    runs: 4_000,
    engineerHours: 7.4,
    manualSteps: 47,
    examples: [
      beforeExample('18.3', 'median duration', 1),
      beforeExample('211.1', 'slowest', 1.62),
      beforeExample('3.0', 'failed', 1.3),
    ],
  })

/** The improved pipeline: 18 min, 0.3 % failures, 8 min to recover. */
export const afterReport = (): Report =>
  build({
    name: 'reference/after',
    description: 'Layer cache, ten runners, four test workers, incremental Terraform, GitOps in three regions at once.',
    path: AFTER_PATH,
    p95: 24.3,
    failures: 61,
    blocked: 310,
    recovery: [1.9, 1.6, 3.4, 1.3],
    published: [18, 24, 0.003, 8],
    runs: 20_000,
    engineerHours: 0.52,
    manualSteps: 2,
    examples: [
      afterExample('12.3', 'median duration', 1),
      afterExample('1904.7', 'slowest', 2.1),
      afterExample('55.2', 'P95 of duration', 1.4),
    ],
  })
