import type { Ratio } from '../../../model/units.ts'
import type { Flaw } from '../flaw.ts'
import type { SimDeployment } from '../sim-deployment.ts'

/** What a deployment's new version of a service does wrong when it is asked. */
export interface ErrorsOfVersion {
  /** Share of its requests that it answers with an error. */
  readonly ratio: Ratio
  /** The flaw that does most of it; undefined when it is a fault's doing, or nothing is wrong. */
  readonly flaw: Flaw | undefined
}

/** Errors of the new version, from its own flaws and from faults in the release. `shows` leaves flaws out that do not show here. */
export function errorsOfVersion(
  service: string,
  d: SimDeployment,
  shows: (flaw: Flaw) => boolean = () => true,
): ErrorsOfVersion {
  let fine = 1
  let worst: Flaw | undefined
  for (const flaw of d.live(service)) {
    if (flaw.symptom.kind !== 'errors' || !shows(flaw)) continue
    fine *= 1 - flaw.symptom.ratio
    if (worst === undefined || ratioOf(worst) < flaw.symptom.ratio) worst = flaw
  }
  for (const hurt of d.faults?.hurts.open ?? []) {
    if (hurt.inRelease && hurt.service === service) fine *= 1 - hurt.ratio
  }
  return { ratio: 1 - fine, flaw: worst }
}

const ratioOf = ({ symptom }: Flaw): Ratio => (symptom.kind === 'errors' ? symptom.ratio : 0)
