import type { Instance } from './instance.ts'

/** An answer to a probe or to a request. */
export interface Answer {
  readonly status: number
  readonly body: string
  readonly type?: string
}

/** Answers one of the paths that are not work; undefined for all others. `never` settles for nobody: the instance hangs. */
export function answerOperations(path: string, instance: Instance): Answer | 'never' | undefined {
  const hangs = instance.faults.hang !== undefined
  switch (path) {
    case '/health/live':
      return probe(instance.isLive, 'live')
    case '/health/ready':
      return hangs ? 'never' : probe(instance.isReady, 'ready')
    case '/health/startup':
      return hangs ? 'never' : probe(instance.isStarted, 'started')
    case '/metrics':
      return { status: 200, body: instance.metrics.text(instance.isReady), type: 'text/plain; version=0.0.4' }
    case '/version':
      return { status: 200, body: JSON.stringify(identity(instance)), type: 'application/json' }
    default:
      return undefined
  }
}

/** Who answers: what was deployed (version) and what was built (revision) are two things. */
export const identity = ({ settings, release }: Instance) => ({
  service: settings.service,
  region: settings.region,
  instance: settings.instance,
  version: settings.version,
  revision: release.revision,
})

const probe = (ok: boolean, what: string): Answer =>
  ok ? { status: 200, body: `${what}\n` } : { status: 503, body: `not ${what}\n` }
