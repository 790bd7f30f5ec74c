/** The part of a container's settings that says where its ports appear on this machine. */
interface PublishedPorts {
  PortBindings?: Record<string, readonly { HostIp?: string; HostPort?: string }[]>
}

/**
 * Lets the published ports of a container that is about to be created appear on 127.0.0.1 only. testcontainers asks for none in
 * particular, and Docker then opens them to the whole network.
 */
export function bindToLoopback(host: PublishedPorts): void {
  for (const [port, bindings] of Object.entries(host.PortBindings ?? {})) {
    host.PortBindings = {
      ...host.PortBindings,
      [port]: bindings.map((binding) => ({ ...binding, HostIp: '127.0.0.1' })),
    }
  }
}

/**
 * Makes testcontainers look for published ports on 127.0.0.1, where they are. Inside a container it would take the engine's gateway
 * instead, at which nothing that is bound to the loopback answers. A host that the user names stays. To be called before its first start,
 * because it looks only once.
 */
export function lookOnLoopback(): void {
  process.env.TESTCONTAINERS_HOST_OVERRIDE ??= '127.0.0.1'
}
