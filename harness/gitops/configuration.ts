import { readdir, readFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { stringify } from 'yaml'
import { applicationName, CHART_PATH, valuesPath } from '../argocd/application.ts'
import type { Target } from '../argocd/argocd.ts'
import { SERVICE_CHART } from '../charts/helm.ts'
import type { Commit, GitRepository, Revert } from '../git/repository.ts'
import type { ServiceRollouts } from '../kubectl/service-rollouts.ts'
import type { Landing, Placed } from '../releases/releases.ts'

/** What Git says of a service in a place, and since which commit. */
interface Entry {
  readonly text: string
  readonly commit: Commit
}

/**
 * What Git says that runs where. The repository holds the chart of the services, as it is, and for each service and place the values of its
 * release: Argo CD renders the chart, as in the published case, and a commit shows exactly what a deployment changes.
 */
export class Configuration {
  private readonly repository: GitRepository
  private readonly rollouts: ServiceRollouts
  private readonly entries = new Map<string, Entry>()

  constructor(of: { repository: GitRepository; rollouts: ServiceRollouts }) {
    this.repository = of.repository
    this.rollouts = of.rollouts
  }

  /** Commits releases and pushes; returns the commit, which is the last one when nothing differs. */
  async commit(message: string, orders: readonly Placed[]): Promise<Commit> {
    const texts = orders.map((order) => ({ ...order, text: this.textOf(order) }))
    const files = new Map<string, string>(await chartFiles())
    for (const { release, place, text } of texts) files.set(valuesPath(release.service, place), text)
    const commit = await this.repository.commit(message, files)
    for (const { release, place, text } of texts) this.note(release.service, place, { text, commit })
    return commit
  }

  /** Reverts commits, which brings what ran before back to these places, and pushes. */
  async revert(message: string, commits: readonly Commit[], landings: readonly Landing[]): Promise<Revert> {
    const revert = await this.repository.revert(message, commits)
    if (!revert.ok) return revert
    for (const { release, place } of landings) {
      const text = await this.repository.read(valuesPath(release.service, place))
      this.note(release.service, place, { text, commit: revert.commit })
    }
    return revert
  }

  /** Whether Git says already that this release runs there. */
  holds(order: Placed): boolean {
    return this.entries.get(keyOf(order.release.service, order.place))?.text === this.textOf(order)
  }

  /** The commit that brought what Git says of a service in a place. */
  target(service: string, place: string): Target {
    const entry = this.entries.get(keyOf(service, place))
    if (entry === undefined) throw new RangeError(`Git says nothing of ${service} in ${place}`)
    return { commit: entry.commit, has: (revision) => this.repository.has(revision, entry.commit) }
  }

  private textOf({ release, place }: Placed): string {
    return stringify(this.rollouts.values(release, this.rollouts.place(place)))
  }

  private note(service: string, place: string, entry: Entry): void {
    const key = keyOf(service, place)
    if (this.entries.get(key)?.text !== entry.text) this.entries.set(key, entry)
  }
}

const keyOf = applicationName

async function chartFiles(): Promise<readonly (readonly [string, string])[]> {
  const entries = await readdir(SERVICE_CHART, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  const read = async (file: string) =>
    [join(CHART_PATH, relative(SERVICE_CHART, file)), await readFile(file, 'utf8')] as const
  return await Promise.all(files.map(read))
}
