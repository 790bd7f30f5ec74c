import { parseArgs } from 'node:util'
import { environmentAttach, environmentUp } from '../../harness/environment.ts'
import { kindComponent } from '../../harness/kind/component.ts'
import { ServiceRollouts } from '../../harness/kubectl/service-rollouts.ts'
import type { Need } from '../../harness/needs/needs.ts'
import { environmentSchema } from '../../harness/options.ts'
import { constant, lognormal } from '../../src/model/distribution.ts'
import type { Fleet } from '../../src/model/fleet.ts'
import { alikeFleet } from './fleet.ts'
import { ordersOf, type RolledOut, rollOut } from './measure.ts'
import { predict } from './predict.ts'
import { byService, heading, line, timesOf } from './summary.ts'

/*
 * A rollout of some changed services of a large fleet, measured on a kind cluster whose pods KWOK plays, beside the simulator's
 * prediction: `node bench/kwok/rollout.ts [--services 200] [--regions 3] [--replicas 2] [--changed 20] [--startup 0] [--clients 10]
 * [--limits raised|default] [--latency 30] [--name NAME]`. Several numbers of changed services, separated by commas, are rolled out one after another.
 * Needs Docker, kind and kwok.
 */
const { values } = parseArgs({
  options: {
    services: { type: 'string', default: '200' },
    regions: { type: 'string', default: '3' },
    replicas: { type: 'string', default: '2' },
    changed: { type: 'string', default: '20' },
    /** Median start-up time of a pod in milliseconds. */
    startup: { type: 'string', default: '0' },
    clients: { type: 'string', default: '10' },
    /** What the controllers may do: raised, or as Kubernetes has it. */
    limits: { type: 'string', default: 'raised' },
    /** What one call of a controller takes here, in milliseconds, beside the simulator's default. */
    latency: { type: 'string' },
    /** An environment of fake pods that is up already, made for the same numbers; it stays up. */
    name: { type: 'string' },
  },
})
const count = (name: keyof typeof values): number => {
  const value = Number(values[name])
  if (Number.isInteger(value) && value >= 0) return value
  throw new RangeError(`--${name}: expected a whole number, got "${values[name]}"`)
}

/** Kubernetes' own limits: kube-controller-manager's defaults. */
const KUBERNETES = { callsPerSecond: 20, callBurst: 30, syncs: 5 }
const SEED = 1

const stop = new AbortController()
for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => stop.abort(new Error('interrupted')))
const { signal } = stop
const startup = count('startup') === 0 ? constant(0) : lognormal({ median: count('startup'), sigma: 0.25 })
const fleet = alikeFleet({
  services: count('services'),
  regions: count('regions'),
  replicas: count('replicas'),
  startup,
})
const { pods, kwok: limits } = environmentSchema.parse({
  pods: 'kwok',
  kwok: values.limits === 'default' ? KUBERNETES : {},
})
const regions = fleet.regions.map(({ name }) => name)
const clients = count('clients')
const say = (text: string): boolean => process.stdout.write(`${text}\n`)

await using stack = new AsyncDisposableStack()
const environment =
  values.name === undefined
    ? stack.use(
        await environmentUp({
          fleet,
          environment: { pods, kwok: limits },
          needs: new Set<Need>(['clusters']),
          signal,
          say,
        }),
      )
    : await environmentAttach({ signal, name: values.name })
const clusters = environment.factsOf(kindComponent)
await using rollouts = await ServiceRollouts.start({
  run: environment.run,
  clusters,
  services: fleet.services,
  seed: SEED,
})
const names = fleet.services.map(({ name }) => name)
say(
  `\nControl plane real, pods fake (KWOK): ${names.length} services x ${regions.length} regions x ${values.replicas} pods`,
)
say(
  `controllers: ${limits.callsPerSecond} calls/s, burst ${limits.callBurst}, ${limits.syncs} syncs at once; ${clients} clients`,
)
if (values.name === undefined) {
  print('first rollout of all', await rollOut(ordersOf(names, regions, 'r0'), { rollouts, clients, signal }), fleet, [])
}
/** Makes revisions of this run unlike those of one before in the same environment. */
const origin = Date.now().toString(36)

for (const [index, changed] of values.changed.split(',').map(Number).entries()) {
  const orders = ordersOf(names.slice(0, changed), regions, `r${origin}-${index + 1}`)
  const measured = await rollOut(orders, { rollouts, clients, signal })
  print(`rollout of ${changed} changed services`, measured, fleet, [
    undefined,
    ...(values.latency === undefined ? [] : [count('latency')]),
  ])
}

/** Measured times by service and in total, beside those that the simulator predicts with these latencies of a call. */
function print(
  title: string,
  measured: readonly RolledOut[],
  of: Fleet,
  latencies: readonly (number | undefined)[],
): void {
  const predictions = latencies.map((callLatency) => {
    const ready = predict(measured, of, { limits, seed: SEED, ...(callLatency === undefined ? {} : { callLatency }) })
    return new Map(measured.map((order, index) => [order, ready[index]!]))
  })
  const row = (name: string, orders: readonly RolledOut[]): string =>
    line(
      name,
      timesOf(orders, (order) => order.ready),
      predictions.map((ready) => timesOf(orders, (order) => ready.get(order)!)),
    )
  const titles = latencies.map((latency) => (latency === undefined ? 'predicted' : `at ${latency} ms`))
  say(`\n${title}\n${heading(titles)}`)
  const services = byService(measured)
  if (services.size <= 40) for (const [name, orders] of services) say(row(name, orders))
  say(row('all', measured))
}
