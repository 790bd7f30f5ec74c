/** What counts as worse, and how sure the gate has to be. */
export interface GateSettings {
  /** Gating metrics; those of {@link defaultGates} unless given. */
  readonly metrics?: readonly string[] | undefined
  /** Of the whole gate: 1 minus the chance that it calls any metric a regression (a pass) that is none. Default 0.99. */
  readonly confidence?: number | undefined
  /** A mean that rose by no more than this share is no regression. Default 0.001. */
  readonly tolerance?: number | undefined
  /** A pass shows that no mean rose by this share. Default 0.01. */
  readonly concern?: number | undefined
  /** A pass shows that no more than this share of the deployments fails newly. Default 0.02. */
  readonly rateConcern?: number | undefined
}

/** Settings of one metric, the confidence shared out over `metrics` gating ones (Bonferroni: whatever their dependence). */
export interface MetricSettings {
  readonly confidence: number
  readonly tolerance: number
  readonly concern: number
  readonly rateConcern: number
  readonly seed: number
}

/** One-sided confidence for what is shown beside the gate: each end of a 95 % interval. */
const BESIDE = 0.975

/** The settings for what does not gate. */
export const besideSettings = (settings: GateSettings, seed: number): MetricSettings => ({
  ...metricSettings(settings, 1, seed),
  confidence: BESIDE,
})

/** The settings for each of so many gating metrics; `seed` is that of resampling. */
export function metricSettings(settings: GateSettings, metrics: number, seed: number): MetricSettings {
  return {
    confidence: 1 - (1 - (settings.confidence ?? 0.99)) / Math.max(1, metrics),
    tolerance: settings.tolerance ?? 0.001,
    concern: settings.concern ?? 0.01,
    rateConcern: settings.rateConcern ?? 0.02,
    seed,
  }
}

/**
 * What gates unless somebody says otherwise: the deployment time, each stage, both failure rates. Recovery does not, because
 * a gate holds a handful of recoveries and would be undecided about each change that moves one of them.
 */
export const defaultGates = (stages: readonly string[]): string[] => [
  'deployment.duration',
  ...stages.map((stage) => `stage.${stage}.duration`),
  'change.failure.rate',
  'pipeline.failure.rate',
]
