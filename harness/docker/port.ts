import { docker } from './docker.ts'

/** The port of 127.0.0.1 that leads to a port of a container, such as `5000/tcp`. */
export async function hostPort(container: string, port: string, signal?: AbortSignal): Promise<number> {
  const ports = await hostPorts(container, signal)
  const found = ports.get(port)
  if (found === undefined) throw new RangeError(`container ${container} publishes no port ${port}`)
  return found
}

/** All published ports of a container: from the port inside, such as `30080/tcp`, to the port of this machine. */
export async function hostPorts(container: string, signal?: AbortSignal): Promise<ReadonlyMap<string, number>> {
  const text = await docker(['inspect', '--format', '{{json .NetworkSettings.Ports}}', container], { signal })
  const ports: Record<string, readonly { HostPort: string }[] | null> = JSON.parse(text)
  return new Map(
    Object.entries(ports).flatMap(([inside, bindings]) =>
      bindings?.[0] === undefined ? [] : [[inside, Number(bindings[0].HostPort)] as const],
    ),
  )
}
