import { describe, expect, it } from 'vitest'
import { fintech } from '../../src/fleet/index.ts'
import { type Fleet, fleetSchema } from '../../src/model/fleet.ts'

const fleet: Fleet = fleetSchema.parse(fintech())
const tier = (name: string) => fleet.services.filter((service) => service.tier === name)
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)

describe('the synthetic reference fleet', () => {
  it('has the published numbers of services, regions, databases and third parties', () => {
    expect(fleet.services).toHaveLength(200)
    expect(fleet.regions.map((region) => region.name)).toEqual(['us-east-1', 'us-west-2', 'eu-west-1'])
    expect(fleet.databases).toHaveLength(45)
    expect(fleet.databases.every((database) => database.engine === 'postgresql')).toBe(true)
    expect(fleet.thirdParties).toHaveLength(30)
    expect([tier('critical').length, tier('important').length, tier('standard').length]).toEqual([18, 40, 142])
  })

  it('counts the critical services that the published text names among them', () => {
    const critical = tier('critical').map((service) => service.name)
    expect(critical).toEqual(expect.arrayContaining(['payment', 'auth', 'customer-data', 'ledger']))
  })

  it('gives every service, database and third party a readable name of its own', () => {
    const names = [...fleet.services, ...fleet.databases, ...fleet.thirdParties].map(({ name }) => name)
    expect(new Set(names).size).toBe(names.length)
    expect(names.filter((name) => /\d/.test(name))).toEqual([])
  })

  it('deploys critical services exactly as published', () => {
    for (const service of tier('critical')) {
      expect(service).toMatchObject({
        replicas: 10,
        nodeGroup: 'critical',
        antiAffinity: 'required-by-hostname',
        requests: { cpuMilli: 500, memoryMiB: 1_024 },
        limits: { cpuMilli: 2_000, memoryMiB: 2_048 },
        strategy: { kind: 'rolling', maxSurge: 3, maxUnavailable: 1 },
        probes: {
          startup: { initialDelayMs: 0, periodMs: 10_000, failureThreshold: 30, timeoutMs: 3_000 },
          readiness: { initialDelayMs: 10_000, periodMs: 5_000, failureThreshold: 2, timeoutMs: 3_000 },
          liveness: { initialDelayMs: 30_000, periodMs: 10_000, failureThreshold: 3, timeoutMs: 5_000 },
        },
        terminationGraceMs: 60_000,
        imagePullPolicy: 'IfNotPresent',
      })
    }
  })

  it('has 3 or 4 replicas of important services and 2 of the others, with the default strategy of Kubernetes', () => {
    expect(new Set(tier('important').map((service) => service.replicas))).toEqual(new Set([3, 4]))
    expect(new Set(tier('standard').map((service) => service.replicas))).toEqual(new Set([2]))
    for (const service of [...tier('important'), ...tier('standard')]) {
      expect(service.strategy).toMatchObject({ kind: 'rolling', maxSurge: '25%', maxUnavailable: '25%' })
      expect(service.nodeGroup).toBe('general')
    }
  })

  it('refers only to services, databases and third parties that exist', () => {
    const services = new Set(fleet.services.map((service) => service.name))
    const databases = new Set(fleet.databases.map((database) => database.name))
    const apis = new Set(fleet.thirdParties.map((api) => api.name))
    for (const service of fleet.services) {
      expect(service.dependsOn.filter((name) => !services.has(name))).toEqual([])
      expect(service.databases.filter((name) => !databases.has(name))).toEqual([])
      expect(service.thirdParties.filter((name) => !apis.has(name))).toEqual([])
    }
    for (const database of fleet.databases) {
      expect(database.dependsOn.filter((name) => !databases.has(name))).toEqual([])
    }
  })

  it('uses every database and calls every third party', () => {
    expect(new Set(fleet.services.flatMap((service) => service.databases)).size).toBe(45)
    expect(new Set(fleet.services.flatMap((service) => service.thirdParties)).size).toBe(30)
  })

  it('has databases that refer to each other', () => {
    expect(fleet.databases.filter((database) => database.dependsOn.length > 0).length).toBeGreaterThan(15)
  })

  it('takes 100,000 requests a second in all, most of them at few services', () => {
    const requests = fleet.services.map((service) => service.requestsPerSecond)
    expect(sum(requests)).toBe(100_000)
    expect(Math.min(...requests)).toBeGreaterThan(0)
    expect(sum(requests.sort((a, b) => b - a).slice(0, 20))).toBeGreaterThan(50_000)
  })

  it('changes few services often: a fifth of them has more than half of the changes', () => {
    const weights = fleet.services.map((service) => service.changeWeight).sort((a, b) => b - a)
    expect(sum(weights) / weights.length).toBeCloseTo(1, 2)
    expect(sum(weights.slice(0, 40)) / sum(weights)).toBeGreaterThan(0.5)
  })

  it('has suites that are flaky about as often as was reported at Google, few of them very', () => {
    const rates = fleet.services
      .flatMap((service) => service.suites.map((suite) => suite.flakyRate))
      .sort((a, b) => a - b)
    expect(rates[rates.length / 2]).toBeGreaterThan(0.002)
    expect(rates[rates.length / 2]).toBeLessThan(0.005)
    expect(sum(rates) / rates.length).toBeGreaterThan(0.007)
    expect(sum(rates) / rates.length).toBeLessThan(0.016)
  })

  it('has third parties with service levels from 99.5 to 99.99 %', () => {
    const levels = fleet.thirdParties.map((api) => api.availability)
    expect(Math.min(...levels)).toBeGreaterThanOrEqual(0.995)
    expect(Math.max(...levels)).toBeLessThanOrEqual(0.9999)
    expect(new Set(levels).size).toBeGreaterThan(20)
  })

  it('has 8 to 12 teams, none of which owns more than a quarter of the services', () => {
    const teams = Map.groupBy(fleet.services, (service) => service.team)
    expect(teams.size).toBeGreaterThanOrEqual(8)
    expect(teams.size).toBeLessThanOrEqual(12)
    for (const owned of teams.values()) expect(owned.length).toBeLessThan(50)
  })
})
