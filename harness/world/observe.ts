import { external, type Kernel, type Process, Signal } from '../../src/kernel/index.ts'
import type { Deployment, DeployWork, Detection, Result } from '../../src/world/world.ts'
import { placeOf } from '../kind/facts.ts'
import type { ObservationPart, StaleService } from './parts.ts'
import type { Testbed } from './testbed.ts'

/** Looks at services through the ports of this machine. Nobody watches production yet: stuck rollouts are all that is noticed. */
export function observe(testbed: Testbed, kernel: Kernel): ObservationPart {
  return {
    watch: (): Process<Detection> => new Signal<Detection>().wait(),
    *smokeTest(work: DeployWork): Process<Result> {
      for (const service of work.services) {
        const status = yield* external(kernel, (signal) => get(testbed, work.region, service, '/', signal))
        if (status === undefined || status.ok) continue
        const message = `the smoke test of ${service} failed: it answered ${status.status}`
        const failure = { class: 'rollout-failure', cause: 'platform', message, service, region: work.region } as const
        return { ok: false, failure }
      }
      return { ok: true }
    },
    *verify(deployment: Deployment) {
      const landed = testbed.releases.landedBy(deployment.address)
      return {
        healthy: landed.every(({ place, release }) => testbed.isAvailable(place, release.service)),
        dataCorrupted: false,
      }
    },
    *stale(place: string, services: readonly string[]): Process<readonly StaleService[]> {
      const found: StaleService[] = []
      for (const service of services) {
        const answer = yield* external(kernel, (signal) => get(testbed, place, service, '/version', signal))
        const intended = testbed.releases.in(place, service)?.revision
        if (answer === undefined || intended === undefined) continue
        const { revision } = yield* external(kernel, () => answer.json() as Promise<{ revision: string }>)
        if (revision !== intended) found.push({ service, runs: revision, intended })
      }
      return found
    },
  }
}

async function get(testbed: Testbed, place: string, service: string, path: string, signal: AbortSignal) {
  const port = placeOf(testbed.clusters, place).hostPorts[service]
  return port === undefined ? undefined : await fetch(`http://127.0.0.1:${port}${path}`, { signal })
}
