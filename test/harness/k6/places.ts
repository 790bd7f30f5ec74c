import type { Place } from '../../../harness/kind/facts.ts'

/** A place whose services listen on ports of this machine; there is no cluster behind it. */
export const placeOn = (name: string, hostPorts: Readonly<Record<string, number>>): Place => ({
  name,
  environment: name === 'staging' ? 'staging' : 'production',
  kubeconfig: '/nowhere/kubeconfig',
  context: 'nowhere',
  namespace: name,
  nodeSelector: {},
  nodePorts: {},
  hostPorts: { ...hostPorts },
})

/** The port of an address such as `http://127.0.0.1:8080`. */
export const portOf = (url: string): number => Number(new URL(url).port)
