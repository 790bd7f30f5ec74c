import type { Process } from '../../kernel/index.ts'
import type { Deployment, Result, ScanWork } from '../world.ts'
import { workingDayOf } from './calendar.ts'
import { PURPOSE } from './purpose.ts'
import type { SimDeployment } from './sim-deployment.ts'
import type { SimState } from './state.ts'
import { Steps } from './steps.ts'

/**
 * Scans. The vulnerability data base grows every night, so an image can be found wanting that nobody touched. A finding
 * stands until it has blocked a deployment once: then its team updates the image.
 */
export class Scanner {
  private readonly state: SimState
  /** Services with an open finding. */
  private readonly findings = new Set<string>()
  private knownUntil = 0

  constructor(state: SimState) {
    this.state = state
  }

  *run(work: ScanWork, d: SimDeployment, deployment: Deployment): Process<Result> {
    const { state } = this
    const { scan } = state.mechanisms
    const image = work.spec.scan === 'image' && work.service !== undefined
    const where = work.service === undefined ? {} : { service: work.service }
    const steps = new Steps(state.kernel, work.job, deployment, where)
    const entity = state.key(work.service ?? 'deployment')
    const index = SCAN_INDEX[work.spec.scan]
    const known = work.service !== undefined && !d.built.has(work.service)
    const time = image ? (known ? scan.unchangedImage : scan.image) : scan.source
    yield* steps.take('scan', d.draws.machine(time, entity, PURPOSE.scan, index))
    if (!image || work.service === undefined) return { ok: true }
    this.learn(workingDayOf(state.kernel.now))
    const brought = d.lockFileChanged.has(work.service) && d.draws.chance(scan.findingInChange, entity, PURPOSE.finding)
    if (!work.spec.blocking || !(brought || this.findings.delete(work.service))) return { ok: true }
    return {
      ok: false,
      failure: {
        class: 'vulnerability-found',
        cause: 'vulnerability',
        message: `the image of ${work.service} has a new HIGH or CRITICAL finding`,
        service: work.service,
      },
    }
  }

  /** What the data base learnt in the nights up to this working day. */
  private learn(today: number): void {
    const { scan } = this.state.mechanisms
    for (; this.knownUntil < today; this.knownUntil++) {
      const draws = this.state.dailyDraws(this.knownUntil)
      for (const name of this.state.services.keys()) {
        if (draws.chance(scan.newFindingPerDay, this.state.key(name), PURPOSE.newFinding)) this.findings.add(name)
      }
    }
  }
}

const SCAN_INDEX = { image: 0, static: 1, secrets: 2, licences: 3, 'terraform-policy': 4 } as const
