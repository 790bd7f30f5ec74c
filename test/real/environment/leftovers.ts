import { stat } from 'node:fs/promises'
import { docker, dockerList } from '../../../harness/docker/docker.ts'
import { labelled } from '../../../harness/docker/resources.ts'
import { clustersOf, nodesOf } from '../../../harness/kind/nodes.ts'
import { labelsOf, type Run } from '../../../harness/run/run.ts'

/** What is left of a run on this machine: nothing, when it was taken down. */
export async function leftovers(run: Run): Promise<Record<string, readonly string[]>> {
  const { containers, networks, volumes } = await labelled(labelsOf(run))
  const folder = await stat(run.folder).then(
    () => [run.folder],
    () => [],
  )
  const left = { containers, networks, volumes, clusters: await clustersOf(run), folder }
  return Object.fromEntries(Object.entries(left).filter(([, names]) => names.length > 0))
}

/** Names of the volumes, anonymous ones above all, that the containers of a run hold. */
export async function volumesHeld(run: Run): Promise<readonly string[]> {
  const nodes = await Promise.all((await clustersOf(run)).map((cluster) => nodesOf(cluster)))
  const containers = [...(await labelled(labelsOf(run))).containers, ...nodes.flat()]
  const format = '{{range .Mounts}}{{if eq .Type "volume"}}{{.Name}} {{end}}{{end}}'
  const text = await docker(['inspect', '--format', format, ...containers])
  return text.split(/\s+/).filter((name) => name !== '')
}

/** Those of the volumes that exist. */
export async function existing(volumes: readonly string[]): Promise<readonly string[]> {
  const all = new Set(await dockerList(['volume', 'ls', '--quiet']))
  return volumes.filter((name) => all.has(name))
}
