import { external, type Kernel, type Process } from '../../src/kernel/index.ts'
import type { ArgoCd, Target } from '../argocd/argocd.ts'

/** What news of commits go with. */
export interface CommitNewsOptions {
  readonly kernel: Kernel
  readonly argo: Pick<ArgoCd, 'tell' | 'untilNoticed'>
  /** Whether a webhook tells Argo CD of commits; else it finds them at its next look at Git. */
  readonly webhook: boolean
}

/** A commit for a service in a place, of which Argo CD has to learn. */
export interface News {
  readonly service: string
  readonly place: string
  readonly target: Target
}

/**
 * How Argo CD learns of commits: a webhook tells it, or it finds them at its next look at Git. While the webhook is lost, commits are
 * found by that look alone; those that were lost are not told of later.
 */
export class CommitNews {
  private readonly options: CommitNewsOptions
  private isLost = false
  /** Commits that nobody told of, and that have not been found yet. */
  private untold = 0

  constructor(options: CommitNewsOptions) {
    this.options = options
  }

  /** Loses webhooks from here on, until {@link start}. */
  async stop(): Promise<void> {
    this.isLost = true
  }

  /** Webhooks arrive again. */
  async start(): Promise<void> {
    this.isLost = false
  }

  /** Whether a commit is there that no application follows, because its webhook was lost. */
  shows(): boolean {
    return this.untold > 0
  }

  /**
   * Returns when Argo CD has seen a commit: `told` of it, or `found` at its own look. `isAsked`: somebody asks Argo CD to look now, which
   * needs no webhook.
   */
  *reach({ service, place, target }: News, isAsked: boolean): Process<'told' | 'found'> {
    const { kernel, argo, webhook } = this.options
    if (isAsked || (webhook && !this.isLost)) {
      yield* external(kernel, (signal) => argo.tell(service, place, target, signal))
      return 'told'
    }
    const isUntold = webhook
    if (isUntold) this.untold++
    try {
      yield* external(kernel, (signal) => argo.untilNoticed(service, place, target, signal))
    } finally {
      if (isUntold) this.untold--
    }
    return 'found'
  }
}
