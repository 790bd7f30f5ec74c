/** The statistics that the rest of seatrial may use. What each method is and why: docs/statistics.md. */

export { type ChangePoint, type ChangePointOptions, changePoints } from './change/e-divisive.ts'
export type { Clusters } from './clusters.ts'
export { StatisticsError } from './errors.ts'
export { type ClusteredEstimate, type Estimate, estimateAt, type Inference } from './estimate.ts'
export {
  decideRealGate,
  type GateDecision,
  type GateMetric,
  type MetricDecision,
  type RealGateOptions,
  type RunPair,
  requireReachable,
  type StageResult,
} from './gate/real-gate.ts'
export { type PairOrder, randomPairOrder } from './gate/run-order.ts'
export { decideSimGate, type SimGateDecision, type SimGateOptions } from './gate/sim-gate.ts'
export { generator } from './generator.ts'
export { benjaminiHochberg } from './hypothesis/benjamini-hochberg.ts'
export { hodgesLehmann } from './hypothesis/hodges-lehmann.ts'
export { holm } from './hypothesis/holm.ts'
export { mannWhitney } from './hypothesis/mann-whitney.ts'
export { type PermutationOptions, pairedPermutation, twoSamplePermutation } from './hypothesis/permutation.ts'
export { shift } from './hypothesis/shift.ts'
export { type Alternative, signedRank, type TestResult } from './hypothesis/signed-rank.ts'
export { inferMean, type MeanOptions, meanOfClusters } from './mean/mean.ts'
export { independentDifferenceOfClusters } from './paired/independent-difference.ts'
export { type Keyed, type KeyedPairs, pairByKey } from './paired/pair-by-key.ts'
export { type PairedDifference, type PairedOptions, pairedDifferenceOfClusters } from './paired/paired-difference.ts'
export { pairedLogRatioOfClusters } from './paired/paired-log-ratio.ts'
export { pairedQuantileRatioOfClusters } from './paired/paired-quantile.ts'
export { fewestPairs, type PairNoise, type PairPlan, type PairPlanOptions, planPairs } from './planning/pair-plan.ts'
export { deploymentsForClaim, powerOfClaim, ruleOfThree } from './planning/rate-plan.ts'
export { quantileRank, valuesForLowerBound, valuesForUpperBound } from './quantile/order-statistics.ts'
export { inferQuantile, type QuantileOptions, quantileOfClusters } from './quantile/quantile.ts'
export {
  type ImportanceEstimate,
  type ImportanceOptions,
  importanceEstimate,
  type WeightedOutcome,
} from './rare/importance.ts'
export { inferRareRate, type RareRate } from './rare/rare-rate.ts'
export { clopperPearson, lowerRate, upperRate } from './rate/clopper-pearson.ts'
export { type RateCluster, type RateEstimate, type RateOptions, rateOfClusters } from './rate/rate.ts'
export { rateDifference } from './rate/rate-difference.ts'
export { wilson } from './rate/wilson.ts'
export { type ClaimLook, claimLook } from './sequential/claim-look.ts'
export {
  type ExpectedArm,
  expectedRateArm,
  type PrecisionGoal,
  type PrecisionLook,
  precisionLook,
} from './sequential/precision.ts'
export { lookConfidence, nextLook, spendingShare } from './sequential/spending.ts'
export { claimLocation, claimMean } from './verdict/claim-mean.ts'
export { claimQuantile } from './verdict/claim-quantile.ts'
export { claimRate } from './verdict/claim-rate.ts'
export { type Band, reproduction } from './verdict/reproduction.ts'
export type { Bound, Claim, Verdict } from './verdict/verdict.ts'
