import { external, type Kernel, type Process } from '../../src/kernel/index.ts'
import { formatAddress } from '../../src/model/events.ts'
import type { Cause, Failure } from '../../src/model/failure.ts'
import { type Deployment, type Result, type ScanWork, step, type World } from '../../src/world/world.ts'
import type { Stack } from '../terraform/stack.ts'
import { COPYLEFT, plant } from './plant.ts'
import type { Finding, ScanKind, Scanner } from './scanner.ts'
import { scratchFolder } from './scratch-folder.ts'
import { copySources, packagesOf, writePackages, writeStacks } from './subject.ts'

/** What is scanned, and with what. */
export interface ScanJobsOptions {
  /** Scanners that this machine has, one a kind. */
  readonly scanners: ReadonlyMap<ScanKind, Scanner>
  /** Folder with the sources of a service as a deployment has them. */
  readonly sources: (service: string, deployment: Deployment) => Promise<string>
  /** Name of the image that a deployment built of a service. */
  readonly image: (service: string, deployment: Deployment) => string
  /** Configurations of the infrastructure. */
  readonly stacks: () => readonly Stack[]
  /** Gets a line for each scan that is left out because there is no scanner for it, once. */
  readonly notice: (line: string) => void
}

/** Findings that are named in a failure; the rest is counted. */
const NAMED = 3

/** Serves `scan` with the scanners that are there. A scan without one is left out, with a notice. */
export class ScanJobs implements Pick<World, 'scan'> {
  private readonly kernel: Kernel
  private readonly options: ScanJobsOptions
  private readonly noticed = new Set<ScanKind>()
  private readonly planted = new Set<string>()

  constructor(kernel: Kernel, options: ScanJobsOptions) {
    this.kernel = kernel
    this.options = options
  }

  /** The change set of this deployment will have something that a scan of this kind must not let through. */
  plant(kind: Exclude<ScanKind, 'image'>, deployment: Deployment): void {
    this.planted.add(plantKey(kind, deployment))
  }

  /** Takes {@link plant} back. */
  unplant(kind: Exclude<ScanKind, 'image'>, deployment: Deployment): void {
    this.planted.delete(plantKey(kind, deployment))
  }

  *scan(work: ScanWork, deployment: Deployment): Process<Result> {
    const { scan: kind, blocking } = work.spec
    const scanner = this.options.scanners.get(kind)
    if (scanner === undefined) {
      this.notice(kind)
      return { ok: true }
    }
    const from = this.kernel.now
    const where = work.service === undefined ? {} : { service: work.service }
    const findings = yield* external(this.kernel, (signal) => this.find(scanner, work, deployment, signal))
    deployment.record(step(this.kernel.now, from, work.job, 'scan', where))
    if (findings.length === 0 || !blocking) return { ok: true }
    return { ok: false, failure: { ...failureOf(scanner, findings), ...where } }
  }

  private async find(
    scanner: Scanner,
    work: ScanWork,
    deployment: Deployment,
    signal: AbortSignal,
  ): Promise<readonly Finding[]> {
    if (scanner.kind === 'image') {
      if (work.service === undefined) throw new RangeError('expected the service whose image is to be scanned')
      return await scanner.scan({ image: this.options.image(work.service, deployment) }, signal)
    }
    await using scratch = await scratchFolder()
    await this.fill(scanner.kind, scratch.path, deployment)
    return await scanner.scan({ folder: scratch.path }, signal)
  }

  /** Puts what is to be scanned into a folder: the change set's sources, its packages, or the infrastructure; and what was planted. */
  private async fill(kind: Exclude<ScanKind, 'image'>, folder: string, deployment: Deployment): Promise<void> {
    const isPlanted = this.planted.has(plantKey(kind, deployment))
    if (kind === 'terraform-policy') await writeStacks(this.options.stacks(), folder)
    else {
      const sources = await this.sourcesOf(deployment)
      if (kind === 'licences') {
        return await writePackages([...(await packagesOf(sources)), ...(isPlanted ? [COPYLEFT] : [])], folder)
      }
      await copySources(sources, folder)
    }
    if (isPlanted) await plant(kind, folder)
  }

  private async sourcesOf(deployment: Deployment): Promise<ReadonlyMap<string, string>> {
    const sources = new Map<string, string>()
    for (const service of deployment.change.services) {
      sources.set(service, await this.options.sources(service, deployment))
    }
    return sources
  }

  private notice(kind: ScanKind): void {
    if (this.noticed.has(kind)) return
    this.noticed.add(kind)
    this.options.notice(`scan "${kind}" is left out: no scanner for it on the PATH`)
  }
}

const plantKey = (kind: ScanKind, deployment: Deployment): string => `${kind} ${formatAddress(deployment.address)}`

/** Who brought in what a scan of a kind finds. */
const CAUSES: Readonly<Record<ScanKind, Cause>> = {
  image: 'vulnerability',
  static: 'code-defect',
  secrets: 'manual-error',
  licences: 'manual-error',
  'terraform-policy': 'manual-error',
}

function failureOf({ kind, program }: Scanner, findings: readonly Finding[]): Failure {
  const named = findings.slice(0, NAMED).map(({ rule, where }) => `${rule} in ${where}`)
  const more = findings.length > NAMED ? ` and ${findings.length - NAMED} more` : ''
  const of = kind === 'image' ? 'vulnerability-found' : 'policy-violation'
  return { class: of, cause: CAUSES[kind], message: `${program} found ${named.join(', ')}${more}` }
}
