import type { Container } from './pod-schema.ts'
import type { Configuration, Workload } from './workload.ts'
import { mayShareNamespace } from './workload.ts'

/** One text that a workload is configured with. */
export interface Setting {
  /** What it is called: a variable, a key; empty for a command line or a whole file. */
  readonly key: string
  readonly text: string
  readonly from: 'variable' | 'command' | 'file'
}

/** Finds ConfigMaps and Secrets by name, and remembers who uses which and what is missing. */
export class ConfigurationShelf {
  private readonly configurations: readonly Configuration[]
  readonly users = new Map<Configuration, Set<string>>()
  /** `ConfigMap NAME of WORKLOAD` for each that is not in the set. */
  readonly missing = new Set<string>()

  constructor(configurations: readonly Configuration[]) {
    this.configurations = configurations
  }

  /** What the configuration holds; nothing when it is not in the set. */
  dataOf(kind: 'ConfigMap' | 'Secret', name: string, user: Workload): Readonly<Record<string, string>> {
    const named = this.configurations.filter((each) => each.kind === kind && each.name === name)
    const found =
      named.find((each) => each.namespace === user.namespace) ??
      named.find((each) => mayShareNamespace(each.namespace, user.namespace))
    if (found === undefined) {
      this.missing.add(`${kind} ${name} of ${user.name}`)
      return {}
    }
    this.users.set(found, (this.users.get(found) ?? new Set()).add(user.name))
    return found.data
  }
}

/** Everything that a workload's pods are told: variables, command lines, mounted files. */
export function settingsOf(workload: Workload, shelf: ConfigurationShelf): Setting[] {
  const { containers, initContainers } = workload.pod
  return [
    ...[...initContainers, ...containers].flatMap((container) => [
      ...variables(container, workload, shelf),
      { key: '', text: [...container.command, ...container.args].join(' '), from: 'command' as const },
    ]),
    ...mountedFiles(workload, shelf),
  ].filter((setting) => setting.text !== '')
}

function variables(container: Container, workload: Workload, shelf: ConfigurationShelf): Setting[] {
  const values = new Map<string, string>()
  const addAll = (data: Readonly<Record<string, string>>) => {
    for (const [name, value] of Object.entries(data)) values.set(name, value)
  }
  for (const { configMapRef, secretRef } of container.envFrom) {
    if (configMapRef !== undefined) addAll(shelf.dataOf('ConfigMap', configMapRef.name, workload))
    if (secretRef !== undefined) addAll(shelf.dataOf('Secret', secretRef.name, workload))
  }
  for (const { name, value, valueFrom } of container.env) {
    const map = valueFrom?.configMapKeyRef
    const secret = valueFrom?.secretKeyRef
    const read =
      (map && shelf.dataOf('ConfigMap', map.name, workload)[map.key]) ??
      (secret && shelf.dataOf('Secret', secret.name, workload)[secret.key]) ??
      value
    // $(NAME) stands for a variable set before (Kubernetes: "Define Dependent Environment Variables").
    if (read !== undefined)
      values.set(
        name,
        read.replace(/\$\(([\w.-]+)\)/g, (all, other) => values.get(other) ?? all),
      )
  }
  return [...values].map(([key, text]) => ({ key, text, from: 'variable' }))
}

function mountedFiles(workload: Workload, shelf: ConfigurationShelf): Setting[] {
  return workload.pod.volumes
    .flatMap((volume) => [volume, ...(volume.projected?.sources ?? [])])
    .flatMap(({ configMap, secret }) => [
      ...Object.values(configMap === undefined ? {} : shelf.dataOf('ConfigMap', configMap.name, workload)),
      ...Object.values(
        secret === undefined ? {} : shelf.dataOf('Secret', secret.secretName ?? secret.name ?? '', workload),
      ),
    ])
    .map((text) => ({ key: '', text, from: 'file' }))
}
