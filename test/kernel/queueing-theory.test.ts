import { describe, expect, test } from 'vitest'
import { Kernel, type Process, Semaphore } from '../../src/kernel/index.ts'
import type { Distribution } from '../../src/model/distribution.ts'
import { type DrawScope, durationQuantile, key, mean, quantile, RandomSource } from '../../src/random/index.ts'
import { distance, type Estimate, estimate } from './estimate.ts'

/** Mean service time in ms: so long that rounding to whole milliseconds does not matter. */
const SERVICE = 100_000
const CUSTOMERS = 20_000
/** Customers who find the system still filling up; they are not counted. */
const WARM_UP = 2_000
const REPLICATIONS = 24
const [ARRIVAL, WORK, ROUTE] = [key('arrival'), key('work'), key('route')]
const CUSTOMER = key('customer')

const source = new RandomSource(2024)
const exponential = (mean: number): Distribution => ({ kind: 'exponential', mean })

/** A station with `servers` servers at utilisation `load`; returns the mean wait in line of the counted customers. */
function meanWait(servers: number, load: number, service: Distribution, draws: DrawScope): number {
  const kernel = new Kernel({ checkLittlesLaw: true })
  const station = new Semaphore(kernel, { name: 'station', capacity: servers })
  const between = exponential(mean(service) / servers / load)
  let waited = 0
  const customer = function* (index: number): Process {
    const arrived = kernel.now
    yield* station.acquire()
    if (index >= WARM_UP) waited += kernel.now - arrived
    yield durationQuantile(service, draws.uniform(CUSTOMER, WORK, index))
    station.release()
  }
  const arrivals = function* (): Process {
    for (let index = 0; index < CUSTOMERS; index++) {
      yield durationQuantile(between, draws.uniform(CUSTOMER, ARRIVAL, index))
      kernel.spawn(customer(index))
    }
  }
  kernel.spawn(arrivals())
  kernel.run()
  kernel.checkInvariants()
  return waited / (CUSTOMERS - WARM_UP)
}

function waits(experiment: number, servers: number, load: number, service: Distribution): Estimate {
  return estimate(REPLICATIONS, (replication) =>
    meanWait(servers, load, service, source.scope(experiment, replication)),
  )
}

/** Wait in line of M/M/c by Erlang's C formula (A. K. Erlang, 1917). */
function erlangWait(servers: number, load: number): number {
  const offered = servers * load
  let term = 1
  let sum = 1
  for (let k = 1; k < servers; k++) sum += term *= offered / k
  const last = (term * offered) / servers / (1 - load)
  const mustWait = last / (sum + last)
  return (mustWait * SERVICE) / (servers * (1 - load))
}

/** Wait in line of M/G/1 by Pollaczek and Khinchine, from the squared coefficient of variation of the service time. */
function pollaczekKhinchineWait(load: number, squaredVariation: number): number {
  return ((load / (1 - load)) * SERVICE * (1 + squaredVariation)) / 2
}

/** Within four standard errors, which are small enough for a real error to show. */
function expectToMatch(estimated: Estimate, theory: number, precision: number): void {
  expect(estimated.error / theory).toBeLessThan(precision)
  expect(distance(estimated, theory)).toBeLessThan(4)
}

describe('waiting times', () => {
  test.each([
    [1, 0.5],
    [2, 0.75],
    [3, 0.8],
  ])('of M/M/1, experiment %d at load %d, are those of the theory', (experiment, load) => {
    expectToMatch(waits(experiment, 1, load, exponential(SERVICE)), (SERVICE * load) / (1 - load), 0.03)
  })

  test.each([
    [4, 2, 0.8],
    [5, 5, 0.8],
    [6, 10, 0.7],
  ])('of M/M/c, experiment %d with %d servers at load %d, are those of Erlang', (experiment, servers, load) => {
    expectToMatch(waits(experiment, servers, load, exponential(SERVICE)), erlangWait(servers, load), 0.03)
  })

  test('of M/D/1 and M/G/1 are those of Pollaczek and Khinchine', () => {
    const sigma = 0.8
    const lognormal: Distribution = { kind: 'lognormal', median: SERVICE / Math.exp(sigma ** 2 / 2), sigma }
    const twoKinds: Distribution = {
      kind: 'mixture',
      parts: [
        { weight: 0.9, distribution: { kind: 'constant', value: SERVICE / 2 } },
        { weight: 0.1, distribution: { kind: 'constant', value: SERVICE * 5.5 } },
      ],
    }
    const secondMoment = 0.9 * 0.5 ** 2 + 0.1 * 5.5 ** 2
    expectToMatch(waits(7, 1, 0.7, { kind: 'constant', value: SERVICE }), pollaczekKhinchineWait(0.7, 0), 0.03)
    expectToMatch(waits(8, 1, 0.7, lognormal), pollaczekKhinchineWait(0.7, Math.exp(sigma ** 2) - 1), 0.03)
    expectToMatch(waits(9, 1, 0.6, twoKinds), pollaczekKhinchineWait(0.6, secondMoment - 1), 0.03)
  })
})

describe('a Jackson network', () => {
  /** Where a customer goes from each station; what is left over leaves the network. */
  const ROUTES = [
    [0, 0.6, 0.3],
    [0.2, 0, 0.5],
    [0.1, 0.1, 0],
  ] as const
  /** Arrivals from outside per mean service time, all at the first station. */
  const OUTSIDE = 0.55
  const SPEEDS = [1, 1, 0.9] as const

  /** Solves the traffic equations by iteration. */
  function arrivalRates(): number[] {
    let rates = [OUTSIDE, 0, 0]
    for (let i = 0; i < 200; i++) {
      rates = rates.map(
        (_, to) => (to === 0 ? OUTSIDE : 0) + ROUTES.reduce((sum, row, from) => sum + rates[from]! * row[to]!, 0),
      )
    }
    return rates
  }

  /** The time-average number of customers at each station over a long run. */
  function numbersPresent(draws: DrawScope): number[] {
    const kernel = new Kernel({ checkLittlesLaw: true })
    const stations = SPEEDS.map((_, index) => new Semaphore(kernel, { name: `station ${index}`, capacity: 1 }))
    let visits = 0
    const customer = function* (): Process {
      let at = 0
      while (at < stations.length) {
        const visit = visits++
        yield* stations[at]!.acquire()
        yield durationQuantile(exponential(SERVICE / SPEEDS[at]!), draws.uniform(CUSTOMER, WORK, visit))
        stations[at]!.release()
        at = nextStation(at, draws.uniform(CUSTOMER, ROUTE, visit))
      }
    }
    const arrivals = function* (): Process {
      for (let index = 0; index < CUSTOMERS; index++) {
        kernel.spawn(customer())
        yield durationQuantile(exponential(SERVICE / OUTSIDE), draws.uniform(CUSTOMER, ARRIVAL, index))
      }
      kernel.stop()
    }
    kernel.spawn(arrivals())
    kernel.run()
    kernel.checkInvariants()
    return stations.map((station) => station.report()!.meanInLine + station.report()!.meanInService)
  }

  function nextStation(from: number, u: number): number {
    let rest = u
    for (const [to, share] of ROUTES[from]!.entries()) {
      if (rest < share) return to
      rest -= share
    }
    return ROUTES.length
  }

  test('has at each station the number of customers of an M/M/1 queue of its own', () => {
    const present = Array.from({ length: REPLICATIONS }, (_, replication) =>
      numbersPresent(source.scope(20, replication)),
    )
    arrivalRates().forEach((rate, station) => {
      const load = rate / SPEEDS[station]!
      expect(load).toBeGreaterThan(0.4)
      const estimated = estimate(REPLICATIONS, (replication) => present[replication]![station]!)
      expectToMatch(estimated, load / (1 - load), 0.03)
    })
  })
})

test('the draws of these experiments have the distribution they claim', () => {
  const draws = source.scope(30, 0)
  const sample = estimate(50_000, (index) => quantile(exponential(SERVICE), draws.uniform(CUSTOMER, WORK, index)))
  expect(distance(sample, SERVICE)).toBeLessThan(4)
})
