import type { V1EnvVar } from '@kubernetes/client-node'
import type { Distribution } from '../../src/model/distribution.ts'
import type { Service } from '../../src/model/fleet.ts'
import { durationQuantile } from '../../src/random/index.ts'
import type { Place } from '../kind/facts.ts'
import { CONTAINER_PORT, CONTROL_PORT, objectName } from './names.ts'

/** Points of a distribution that the service gets: it draws between them. */
const POINTS = 41

/** Share of a distribution cut off at both ends: the ends of most are infinite. */
const TAIL = 0.005

/** Equally spaced quantiles, as the service reads durations (`harness/service/app/settings.ts`). */
export function quantilesOf(distribution: Distribution): string {
  if (distribution.kind === 'constant') return String(distribution.value)
  const at = (index: number): number => TAIL + ((1 - 2 * TAIL) * index) / (POINTS - 1)
  return Array.from({ length: POINTS }, (_, index) => durationQuantile(distribution, at(index))).join(',')
}

/** What a container has to be told beside what the service's model says. */
export interface ContainerSettings {
  readonly place: Place
  /** The revision that is deployed. */
  readonly version: string
  readonly seed: number
  /** False switches drain and preStop off, which loses requests on purpose. */
  readonly drain: boolean
  /** Variables that go last and win: mistakes, and addresses of databases. */
  readonly more: Readonly<Record<string, string>>
}

/** The environment variables of a service's container. */
export function environmentOf(service: Service, of: ContainerSettings): V1EnvVar[] {
  const { place, version, seed, drain, more } = of
  const variables: Record<string, string> = {
    SERVICE: service.name,
    REGION: place.name,
    VERSION: version,
    SEED: String(seed),
    PORT: String(CONTAINER_PORT),
    CONTROL_PORT: String(CONTROL_PORT),
    STARTUP_MS: quantilesOf(service.startup),
    DRAIN_MS: drain ? quantilesOf(service.shutdown) : 'off',
    DEPENDENCIES: service.dependsOn.map((name) => `${name}=http://${objectName(name)}`).join(' '),
    NEEDS: service.dependsOn.join(' '),
    ...more,
  }
  return [
    { name: 'INSTANCE', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
    ...Object.entries(variables).map(([name, value]) => ({ name, value })),
  ]
}
