import { docker } from '../docker/docker.ts'
import { ensureImage } from '../docker/image.ts'
import { labelsOf, type Run } from '../run/run.ts'

/**
 * Refuses connections to a port of a container, open ones included, as if nothing listened there: a rule in the container's own
 * network namespace, which goes with it at the latest. Stopping the container instead would give its port of 127.0.0.1 away. The
 * image of kind's nodes brings iptables.
 */
export async function refusePort(run: Run, container: string, port: number, signal: AbortSignal): Promise<void> {
  await inNetworkOf(run, container, ['-I', ...rule(port)], signal)
}

/** Takes {@link refusePort} back. Not an error when there is no such rule. */
export async function acceptPort(run: Run, container: string, port: number, signal: AbortSignal): Promise<void> {
  const isThere = await inNetworkOf(run, container, ['-C', ...rule(port)], signal).then(
    () => true,
    () => false,
  )
  if (isThere) await inNetworkOf(run, container, ['-D', ...rule(port)], signal)
}

const rule = (port: number): readonly string[] => [
  ...['INPUT', '-p', 'tcp', '--dport', String(port), '-j', 'REJECT', '--reject-with', 'tcp-reset'],
]

async function inNetworkOf(run: Run, container: string, args: readonly string[], signal: AbortSignal): Promise<void> {
  const image = await ensureImage('node', signal)
  const labels = labelsOf(run, 'faults').flatMap((label) => ['--label', label])
  const network = ['--network', `container:${container}`]
  await docker(['run', '--rm', '--privileged', ...labels, ...network, '--entrypoint', 'iptables', image, ...args], {
    signal,
  })
}
