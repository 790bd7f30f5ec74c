import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { formatImportReport, importKubernetes, type KubernetesImport } from '../../../src/import/kubernetes/index.ts'
import { fleetSchema } from '../../../src/model/fleet.ts'
import { placed } from './manifests.ts'

/** The manifests of the Train Ticket benchmark system, beside the repository. */
const FOLDER = fileURLToPath(new URL('../../../../shared/data/fleets/train-ticket', import.meta.url))

/** What a reader with a search function counts: lines that are not comments, at the margin. */
function lines(pattern: RegExp): string[] {
  return readdirSync(FOLDER)
    .filter((name) => /\.ya?ml$/.test(name))
    .flatMap((name) => readFileSync(`${FOLDER}/${name}`, 'utf8').split('\n'))
    .flatMap((line) => pattern.exec(line)?.[1] ?? [])
}

const present = existsSync(FOLDER)
if (!present) process.stderr.write('skipped: ../shared/data/fleets/train-ticket is not there\n')

describe.skipIf(!present)('the import of Train Ticket', () => {
  const { fleet, report } = present ? importKubernetes([FOLDER]) : ({} as KubernetesImport)

  it('has every live Deployment once, as a service or a database, and no commented one', () => {
    const deployments = lines(/^kind: (Deployment)\s*$/).length
    expect(deployments).toBeGreaterThan(60)
    expect(report.services + report.databases).toBe(deployments)
    const names = [...fleet.services, ...fleet.databases!].map(({ name }) => name)
    expect(new Set(names).size).toBe(deployments)
    expect(names).not.toContain('rest-service-collect')
  })

  it('has as many databases as there are images of MongoDB and MySQL', () => {
    const images = lines(/^ +image: (mongo|mysql)\b/)
    expect(report.databases).toBe(images.length)
    const mongo = fleet.databases!.filter(({ engine }) => engine === 'mongodb').length
    expect(mongo).toBe(images.filter((image) => image === 'mongo').length)
  })

  it('takes every other container image for a service', () => {
    expect(report.services).toBe(lines(/^ +image: (codewisdom\/\S+)/).length)
  })

  it('loses no document and finds nothing wrong', () => {
    expect(report.documents).toBe(lines(/^kind: (\w+)/).length)
    expect(placed(report)).toBe(report.documents)
    expect(report.malformed).toEqual([])
    expect(report.unknownKinds).toEqual({})
    expect(report.consumed.filter(({ usedFor }) => !usedFor.startsWith('address of'))).toEqual([])
  })

  it('takes replicas, requests and probes from the manifests', () => {
    const { services } = fleetSchema.parse(fleet)
    const order = services.find(({ name }) => name === 'ts-order-service')!
    expect(order).toMatchObject({
      replicas: 1,
      requests: { cpuMilli: 50, memoryMiB: 160 },
      limits: { cpuMilli: 200, memoryMiB: 500 },
      probes: { readiness: { initialDelayMs: 160_000, periodMs: 10_000, timeoutMs: 5_000 } },
      imagePullPolicy: 'Always',
    })
    expect(order.startup).toMatchObject({ median: 120_000 })
  })

  it('gives each database to the service that it is called after, and says so', () => {
    const uses = new Map(fleet.services.map(({ name, databases = [] }) => [name, databases]))
    expect(uses.get('ts-order-service')).toEqual(['ts-order-mongo'])
    expect(uses.get('ts-voucher-service')).toEqual(['ts-voucher-mysql'])
    expect(report.notes.find(({ message }) => message.includes('called after'))?.names).toHaveLength(22)
  })

  it('gives a report for the terminal with the counts', () => {
    const text = formatImportReport({ fleet, report })
    expect(text).toContain('128 documents in 3 files, 1 other file passed over')
    expect(text).toContain('42 services')
    expect(text).toContain('22 databases: 21 mongodb, 1 mysql')
  })
})
