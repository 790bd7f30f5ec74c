import { dockerList } from './docker.ts'

/** What the engine holds under a filter. Containers and networks by id, volumes by name. */
export interface DockerResources {
  readonly containers: readonly string[]
  readonly networks: readonly string[]
  readonly volumes: readonly string[]
}

/** Containers (stopped ones as well), networks and volumes that carry all of the labels, each `name` or `name=value`. */
export async function labelled(labels: readonly string[], signal?: AbortSignal): Promise<DockerResources> {
  const filter = ['--quiet', ...labels.flatMap((label) => ['--filter', `label=${label}`])]
  const [containers, networks, volumes] = await Promise.all([
    dockerList(['ps', '--all', '--no-trunc', ...filter], { signal }),
    dockerList(['network', 'ls', '--no-trunc', ...filter], { signal }),
    dockerList(['volume', 'ls', ...filter], { signal }),
  ])
  return { containers, networks, volumes }
}

/** The distinct values of a label over all containers, networks and volumes, or those with another label (`name=value`) alone. */
export async function valuesOfLabel(
  label: string,
  { among, signal }: { readonly among?: string; readonly signal?: AbortSignal | undefined } = {},
): Promise<readonly string[]> {
  const others = among === undefined ? [] : ['--filter', `label=${among}`]
  const print = ['--filter', `label=${label}`, ...others, '--format', `{{.Label "${label}"}}`]
  const values = await Promise.all([
    dockerList(['ps', '--all', ...print], { signal }),
    dockerList(['network', 'ls', ...print], { signal }),
    dockerList(['volume', 'ls', ...print], { signal }),
  ])
  return [...new Set(values.flat())]
}
