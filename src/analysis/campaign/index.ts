/** What a campaign showed: how each combination came back, and what each factor does on average. */

export { cellResult } from './cell-result.ts'
export { effectsOf } from './effects.ts'
export { matrixOf } from './matrix.ts'
export { isWorse } from './resilience.ts'
