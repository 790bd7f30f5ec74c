import type { Report } from '../../model/report.ts'
import { exact, whole } from '../format/number.ts'

/** How the column of the report's own figures is called. */
export const figuresName = (environment: Report['environment']): string =>
  environment === 'sim' ? 'simulated' : 'measured on kind'

/** What was run, in one line: `20,000 deployments in 2,500 stretches of 8`. */
export function samplingText({ runs, sampling, partial }: Report): string {
  const { stretches, deploymentsPerStretch } = sampling
  const layout = `${whole(stretches)} ${stretches === 1 ? 'stretch' : 'stretches'} of ${whole(deploymentsPerStretch)}`
  return `${whole(runs)} ${runs === 1 ? 'deployment' : 'deployments'} in ${layout}${partial ? ', stopped early' : ''}`
}

/** `95 %` */
export const confidenceText = (confidence: number): string => `${exact(confidence * 100)} %`
