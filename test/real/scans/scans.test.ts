import { expect, it } from 'vitest'
import { npmLicences } from '../../../harness/scans/npm-licences.ts'
import { ScanJobs } from '../../../harness/scans/scan-jobs.ts'
import type { ScanKind } from '../../../harness/scans/scanner.ts'
import { allScanners, scannersHere } from '../../../harness/scans/scanners.ts'
import { scratchFolder } from '../../../harness/scans/scratch-folder.ts'
import { packagesOf, writePackages } from '../../../harness/scans/subject.ts'
import { checkOut } from '../../../harness/sources/check-out.ts'
import { Sources } from '../../../harness/sources/sources.ts'
import { Stacks } from '../../../harness/terraform/stacks.ts'
import { Kernel } from '../../../src/kernel/index.ts'
import { fleetSchema } from '../../../src/model/fleet.ts'
import { type JobOf, jobSchema } from '../../../src/model/pipeline.ts'
import { describeWith } from '../describe-with.ts'
import { inRealTime, RecordedDeployment } from '../real-time.ts'
import { oneService } from '../small-fleet.ts'

const fleet = fleetSchema.parse(oneService)
const PLACE = { kubeconfig: '/kubeconfig', context: 'here', namespace: 'us-east-1' }

/** Scans of a deployment of the one service, with the scanners that this machine has, or with others. */
async function scan(
  kind: ScanKind,
  of: { planted?: boolean; blocking?: boolean; scanners?: Awaited<ReturnType<typeof scannersHere>> } = {},
) {
  await using root = await scratchFolder()
  const kernel = new Kernel()
  const sources = new Sources()
  const notices: string[] = []
  const stacks = new Stacks(fleet, { places: new Map([['us-east-1', PLACE]]) })
  const jobs = new ScanJobs(kernel, {
    scanners: of.scanners ?? (await scannersHere(false)),
    sources: async (name) =>
      (await checkOut(fleet.services[0]!, sources.head(name), { root: root.path, seed: 1 })).folder,
    image: (name) => `no-such-image/${name}`,
    stacks: () => [stacks.stack('us-east-1')],
    notice: (line) => notices.push(line),
  })
  const spec = jobSchema.parse({ kind: 'scan', name: kind, scan: kind, blocking: of.blocking ?? true }) as JobOf<'scan'>
  const deployment = new RecordedDeployment(0, { services: ['payment'] })
  if (of.planted === true && kind !== 'image') jobs.plant(kind, deployment)
  const result = await inRealTime(kernel, jobs.scan({ job: kind, spec }, deployment))
  return { result, steps: deployment.steps, notices }
}

for (const { kind, program } of allScanners(false)) {
  if (kind === 'image') continue
  describeWith([program], `the scan "${kind}" with ${program}`, () => {
    it('lets a clean change set through', async () => {
      expect(await scan(kind)).toEqual({ result: { ok: true }, steps: ['scan'], notices: [] })
    })

    it('blocks what was planted, and names it', async () => {
      const { result } = await scan(kind, { planted: true })
      expect(result).toMatchObject({
        ok: false,
        failure: { class: 'policy-violation', message: expect.stringMatching(EXPECTED[kind]) },
      })
    })

    it('does not block when the job says so', async () => {
      expect((await scan(kind, { planted: true, blocking: false })).result).toEqual({ ok: true })
    })
  })
}

const EXPECTED: Readonly<Record<Exclude<ScanKind, 'image'>, RegExp>> = {
  secrets: /^gitleaks found github-pat in deploy\.env:1$/,
  static: /^semgrep found evaluated-text in app\/calculate\.ts:1$/,
  licences: /^npm found GPL-3\.0-only in copyleft@1\.0\.0$/,
  'terraform-policy': /^checkov found .*CKV_AWS_24 in open\.tf:1/,
}

describeWith([], 'a scan without its scanner', () => {
  it('is left out with a notice', async () => {
    const { result, steps, notices } = await scan('secrets', { scanners: new Map() })
    expect(result).toEqual({ ok: true })
    expect(steps).toEqual([])
    expect(notices).toEqual(['scan "secrets" is left out: no scanner for it on the PATH'])
  })
})

describeWith(['npm'], 'the bill of materials of npm', () => {
  it('has every package of the change set', async () => {
    await using root = await scratchFolder()
    const service = fleet.services[0]!
    const copy = await checkOut(service, new Sources().head(service.name), { root: root.path, seed: 1 })
    const packages = await packagesOf(new Map([[service.name, copy.folder]]))
    await writePackages(
      packages.map((one) => ({ ...one, license: 'LicenseRef-none' })),
      root.path,
    )
    const { signal } = new AbortController()
    expect(await npmLicences.scan({ folder: root.path }, signal)).toHaveLength(packages.length)
    expect(packages.length).toBeGreaterThan(0)
  })
})
