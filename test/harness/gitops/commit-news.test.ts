import { describe, expect, it } from 'vitest'
import { CommitNews } from '../../../harness/gitops/commit-news.ts'
import { Kernel, runInRealTime } from '../../../src/kernel/index.ts'

const NEWS = { service: 'payment', place: 'north', target: { commit: { hash: 'c1' } as never, has: () => true } }

/** An Argo CD that is told at once, and that looks at Git when the test lets it. */
class Argo {
  readonly told: string[] = []
  private readonly look = Promise.withResolvers<number>()

  async tell(service: string, place: string): Promise<void> {
    this.told.push(`${service} in ${place}`)
  }

  untilNoticed(): Promise<number> {
    return this.look.promise
  }

  looksAtGit(): void {
    this.look.resolve(0)
  }
}

async function reach(of: { webhook: boolean; lose?: boolean; isAsked?: boolean }) {
  const [kernel, argo] = [new Kernel(), new Argo()]
  const news = new CommitNews({ kernel, argo, webhook: of.webhook })
  if (of.lose === true) await news.stop()
  const task = kernel.spawn(news.reach(NEWS, of.isAsked ?? false))
  let waited: boolean | undefined
  kernel.spawn(
    (function* () {
      yield 20
      waited = news.shows()
      argo.looksAtGit()
    })(),
  )
  await runInRealTime(kernel)
  return { how: task.result, told: argo.told, waited, waits: news.shows() }
}

describe('news of a commit', () => {
  it('come by the webhook', async () => {
    const told = ['payment in north']
    expect(await reach({ webhook: true })).toEqual({ how: 'told', told, waited: false, waits: false })
  })

  it('wait for the next look at Git while the webhook is lost, and show that they do', async () => {
    expect(await reach({ webhook: true, lose: true })).toEqual({ how: 'found', told: [], waited: true, waits: false })
  })

  it('wait for the next look at Git where there is no webhook, which is nobody`s fault', async () => {
    expect(await reach({ webhook: false })).toEqual({ how: 'found', told: [], waited: false, waits: false })
  })

  it('come to who asks, webhook or not', async () => {
    expect((await reach({ webhook: true, lose: true, isAsked: true })).how).toBe('told')
  })

  it('come by the webhook again once it is not lost any more', async () => {
    const [kernel, argo] = [new Kernel(), new Argo()]
    const news = new CommitNews({ kernel, argo, webhook: true })
    await news.stop()
    await news.start()
    const task = kernel.spawn(news.reach(NEWS, false))
    await runInRealTime(kernel)
    expect(task.result).toBe('told')
  })
})
