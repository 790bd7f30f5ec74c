import type { FaultInput } from '../../model/fault.ts'
import type { Collector } from './collector.ts'
import type { InputPlace, Translation } from './report.ts'
import { at, items, number, seconds, serviceOfSelector, text } from './values.ts'

type Env = ReadonlyMap<string, string>

interface Experiment {
  readonly kind: string
  readonly settings?: (env: Env) => NonNullable<FaultInput['settings']>
  /** Strikes again every CHAOS_INTERVAL until TOTAL_CHAOS_DURATION is over, instead of lasting; the hub's defaults of both. */
  readonly repeats?: { readonly totalMs: number; readonly intervalMs: number }
  readonly differs?: string
  /** What of these variables is left out, unless they are empty or this value. */
  readonly leftOut?: Readonly<Record<string, string>>
}

const share = (env: Env, name: string): number | undefined => {
  const percent = number(env.get(name))
  return percent === undefined || percent === 0 ? undefined : percent / 100
}
const given = (name: string, value: number | undefined) => (value === undefined ? {} : { [name]: value })

/** Destinations of the network faults, and the spread of their latency. */
const NETWORK = { JITTER: '0', DESTINATION_IPS: '', DESTINATION_HOSTS: '' }
/** The share of requests that the HTTP faults hit, in percent. */
const HTTP = { TOXICITY: '100' }

/**
 * Experiments of the hub that have a fault here, by name. Names, variables, their units and their defaults are those of
 * litmuschaos/chaos-charts (`faults/<area>/<name>/fault.yaml`; `ec2-terminate-by-tag` has only been in its older
 * `charts/kube-aws/`).
 */
const EXPERIMENTS: Readonly<Record<string, Experiment>> = {
  'pod-delete': {
    kind: 'pod-deletion',
    repeats: { totalMs: 15_000, intervalMs: 5_000 },
    differs: 'pods are deleted without their grace period there unless FORCE is false',
  },
  'container-kill': { kind: 'pod-crash', repeats: { totalMs: 20_000, intervalMs: 10_000 } },
  'pod-network-latency': {
    kind: 'network-latency',
    settings: (env) => given('addedMs', number(env.get('NETWORK_LATENCY')) ?? 2_000),
    leftOut: NETWORK,
  },
  'pod-network-loss': {
    kind: 'network-loss',
    settings: (env) => given('loss', share(env, 'NETWORK_PACKET_LOSS_PERCENTAGE') ?? 1),
    leftOut: NETWORK,
  },
  'pod-network-partition': { kind: 'network-partition', leftOut: NETWORK },
  'pod-dns-error': { kind: 'dns-failure', settings: () => ({ cached: 0 }) },
  'pod-dns-spoof': {
    kind: 'dns-failure',
    settings: () => ({ cached: 0 }),
    differs: 'names are answered wrongly there; here not at all',
  },
  'pod-http-latency': {
    kind: 'network-latency',
    settings: (env) => given('addedMs', number(env.get('LATENCY')) ?? 2_000),
    leftOut: HTTP,
  },
  'pod-http-status-code': {
    kind: 'dependency-outage',
    settings: (env) => given('share', share(env, 'TOXICITY')),
    differs: 'answers are replaced by errors there; here something that the service needs is away',
  },
  'pod-http-reset-peer': {
    kind: 'dependency-outage',
    settings: (env) => given('share', share(env, 'TOXICITY')),
    differs: 'connections are cut there; here something that the service needs is away',
  },
  'node-drain': { kind: 'node-drain' },
  'node-restart': { kind: 'node-loss', differs: 'the machine comes back there' },
  'node-poweroff': { kind: 'node-loss' },
  'kubelet-service-kill': { kind: 'node-loss', differs: 'the kubelet comes back there' },
  'docker-service-kill': { kind: 'node-loss', differs: 'the container runtime comes back there' },
  'ec2-stop-by-id': { kind: 'node-loss' },
  'ec2-stop-by-tag': { kind: 'node-loss' },
  'ec2-terminate-by-id': { kind: 'node-loss' },
  'ec2-terminate-by-tag': { kind: 'node-loss' },
  'rds-instance-stop': {
    kind: 'dependency-outage',
    differs: 'a database instance stops there; here something that the service needs is away',
    leftOut: { RDS_INSTANCE_IDENTIFIER: '', INSTANCE_AFFECTED_PERC: '' },
  },
  'gcp-vm-instance-stop': { kind: 'node-loss' },
  'gcp-vm-instance-stop-by-label': { kind: 'node-loss' },
  'azure-instance-stop': { kind: 'node-loss' },
  'aws-az-chaos': {
    kind: 'zone-loss',
    differs: 'a zone is taken from a load balancer there; here its machines stop',
  },
}

/** What one experiment of Litmus asks for. */
export function translateLitmus(name: string, env: Env, service: string | undefined): Translation {
  const experiment = EXPERIMENTS[name]
  if (experiment === undefined) return { unsupported: `no fault here is like the Litmus experiment "${name}"` }
  const { kind, settings, repeats, differs, leftOut = {} } = experiment
  const total = duration(env, 'TOTAL_CHAOS_DURATION')
  const selects = kind !== 'zone-loss' && service !== undefined
  const percent = number(env.get('PODS_AFFECTED_PERC'))
  return {
    fault: {
      kind,
      ...(selects ? { selector: { service } } : {}),
      settings: settings?.(env) ?? {},
      ...(repeats === undefined
        ? given('durationMs', total)
        : repeated(total ?? repeats.totalMs, duration(env, 'CHAOS_INTERVAL') ?? repeats.intervalMs)),
    },
    differs: [
      ...(selects || kind === 'zone-loss' ? [] : ['no label names a service: one that the deployment changes is hit']),
      ...(differs === undefined ? [] : [differs]),
      ...(percent !== undefined && percent > 0 ? [`PODS_AFFECTED_PERC ${percent} is left out`] : []),
      ...Object.entries(leftOut).flatMap(([name, usual]) => {
        const value = env.get(name) ?? ''
        return value === '' || value === usual ? [] : [`${name} ${value} is left out`]
      }),
    ],
  }
}

/** Seconds in a variable, in ms; undefined where it is empty. */
const duration = (env: Env, name: string): number | undefined => {
  const value = env.get(name)
  return value === undefined || value === '' ? undefined : seconds(value)
}

function repeated(totalMs: number, intervalMs: number): Pick<FaultInput, 'repeat'> {
  const times = Math.min(100, Math.floor(totalMs / Math.max(1, intervalMs)))
  return times > 1 ? { repeat: { times, pauseMs: intervalMs } } : {}
}

/** A ChaosEngine: its experiments on one application, and their probes. */
export function readEngine(spec: unknown, place: InputPlace, into: Collector): void {
  const service = serviceOfSelector(at(spec, 'appinfo', 'applabel'))
  const experiments = items(at(spec, 'experiments'))
  if (experiments.length === 0) {
    into.add(place, { unsupported: 'an engine without experiments' })
    return
  }
  for (const experiment of experiments) {
    const name = text(at(experiment, 'name')) ?? ''
    into.add(
      { ...place, what: `${place.what}, experiment ${name}` },
      translateLitmus(name, envOf(at(experiment, 'spec', 'components', 'env')), service),
    )
    for (const probe of items(at(experiment, 'spec', 'probe'))) {
      const what = `${place.what}, probe ${text(at(probe, 'name')) ?? ''}`
      into.add(
        { ...place, what },
        {
          unsupported: `a probe of type ${text(at(probe, 'type')) ?? 'unknown'}: write it as a tolerance of the steady state`,
        },
      )
    }
  }
}

/** A ChaosExperiment: the definition of an experiment with its defaults. */
export const readExperiment = (name: string, spec: unknown, place: InputPlace, into: Collector): void =>
  into.add(place, translateLitmus(name, envOf(at(spec, 'definition', 'env')), undefined))

const envOf = (env: unknown): Env =>
  new Map(
    items(env).flatMap((entry) => {
      const [name, value] = [text(at(entry, 'name')), at(entry, 'value')]
      return name === undefined || value === undefined || value === null ? [] : [[name, String(value)] as const]
    }),
  )
