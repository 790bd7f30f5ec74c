import type { Counterfactual, RunExplanation } from '../../model/explanation.ts'
import { formatValue } from '../format/quantity.ts'
import { words } from '../wording/attribution.ts'

const time = (ms: number): string => formatValue(ms, 'ms')
const requests = (count: number): string => `${Math.round(count).toLocaleString('en-GB')} requests`

/** How it ended, as one half of a sentence: `was rolled back after 12.4 min`. */
const ENDINGS: Readonly<Record<RunExplanation['outcome'], string>> = {
  succeeded: 'succeeded',
  'self-healed': 'healed by itself',
  blocked: 'was blocked before production',
  'rolled-back': 'was rolled back',
  failed: 'failed, and a person had to repair production',
}

/** The deployment and its end in one sentence. */
export function endingText({ outcome, durationMs, changedServices, unnoticed }: RunExplanation): string {
  const services = `${changedServices} changed ${changedServices === 1 ? 'service' : 'services'}`
  const healthy = durationMs === null ? '' : `, healthy in production after ${time(durationMs)}`
  const hidden =
    unnoticed.length === 0 ? '' : ` It looks well and is not: nobody noticed ${unnoticed.map(words).join(', ')}.`
  return `With ${services}, it ${ENDINGS[outcome]}${healthy}.${hidden}`
}

/** Why it failed, or what it survived, in sentences; none when nothing was wrong. */
export function failureSentences(run: RunExplanation): string[] {
  const { attribution, failure, recovery } = run
  if (attribution === null) return []
  const root = failure === null ? '' : `: ${failure.message}`
  return [
    `It goes back to ${words(attribution.origin)} (${attribution.ended === 'unnoticed' ? 'still in' : shown(attribution.shownIn)})${root}.`,
    ...(attribution.letThroughBy.length === 0
      ? ['No stage before that looks for such a thing.']
      : [`${list(attribution.letThroughBy)} could have seen it and let it through.`]),
    ...met(run),
    ...(recovery === null ? [] : recoverySentences(run)),
    ...(run.outcome === 'blocked' ? [] : guardSentences(run)),
  ]
}

const shown = (stage: string): string => (stage === 'production' ? 'it showed in production' : `it showed in ${stage}`)

function met({ attribution, outcome }: RunExplanation): string[] {
  if (attribution === null) return []
  if (attribution.caughtBy === null) return attribution.ended === 'unnoticed' ? ['Nobody noticed.'] : []
  const by = words(attribution.caughtBy)
  if (outcome === 'blocked') return [`It was stopped there (${by}); production never had it.`]
  return outcome === 'self-healed' ? [`First to react: ${by}.`] : []
}

function recoverySentences({ recovery, requestsLost }: RunExplanation): string[] {
  if (recovery === null) return []
  const { totalMs, detectMs, decideMs, actMs, verifyMs, path, decidedBy, action, dataCorrupted } = recovery
  const who = { policy: 'the policy', approval: 'an approval', person: 'a person' } as const
  const decision = decidedBy === null ? 'nobody' : who[decidedBy]
  const what = action === null ? '' : ` (${words(action)})`
  const parts = { noticing: detectMs, deciding: decideMs, acting: actMs, verifying: verifyMs }
  const [longest = ''] = Object.entries(parts).sort(([, x], [, y]) => y - x)[0] ?? []
  return [
    `Production was hurt for ${time(totalMs)}: ${time(detectMs)} until the ${words(path)} spoke, ${decideMs === 0 ? `${decision} decided at once` : `${time(decideMs)} until ${decision} had decided`}${what}, ${time(actMs)} to act, ${time(verifyMs)} to be sure.`,
    `Most of it was ${longest}.`,
    ...(requestsLost !== null && requestsLost >= 1 ? [`${requests(requestsLost)} were lost.`] : []),
    ...(dataCorrupted ? ['Going back corrupted data: the version before cannot live with the migrated database.'] : []),
  ]
}

function guardSentences({ guards, attribution }: RunExplanation): string[] {
  if (guards.length === 0) return ['Nothing in such a pipeline stands against it.']
  const off = guards.filter(({ on }) => on === false).map(({ label }) => label)
  const on = guards.filter((guard) => guard.on === true).map(({ label }) => label)
  if (off.length === 0 && on.length === 0) return [`Against it there are ${list(guards.map(({ label }) => label))}.`]
  const missing = off.length === 0 ? [] : [`Switched off in this pipeline: ${list(off)}.`]
  const kept = attribution?.ended === 'self-healed' ? 'On' : 'On, and not enough'
  return [...missing, ...(on.length === 0 ? [] : [`${kept}: ${list(on)}.`])]
}

/** What a trial of the same deployment came to, in a sentence. */
export function counterfactualText(trial: Counterfactual, run: RunExplanation): string {
  const { label, outcome, durationMs, recoveryMs, dataCorrupted, unnoticed } = trial
  const lead = `${label[0]!.toUpperCase()}${label.slice(1)}, the same deployment`
  const end = outcome === run.outcome ? '' : ` ${ENDINGS[outcome]}`
  const details = [
    ...(durationMs !== null && run.durationMs !== null && durationMs !== run.durationMs
      ? [
          `takes ${time(durationMs)}, ${time(Math.abs(run.durationMs - durationMs))} ${durationMs < run.durationMs ? 'less' : 'more'}`,
        ]
      : []),
    ...(recoveryMs !== null && run.recovery !== null && recoveryMs !== run.recovery.totalMs
      ? [`production is hurt for ${time(recoveryMs)} and not ${time(run.recovery.totalMs)}`]
      : []),
    ...(run.recovery?.dataCorrupted && !dataCorrupted ? ['no data are corrupted'] : []),
    ...(run.unnoticed.length > 0 && unnoticed.length === 0 ? ['nothing stays unnoticed'] : []),
    ...(run.unnoticed.length === 0 && unnoticed.length > 0
      ? [`${unnoticed.map(words).join(', ')} stays unnoticed`]
      : []),
  ]
  const text = [...(end === '' ? [] : [end.trimStart()]), ...details].join('; ')
  return `${lead} ${text === '' ? 'differs in nothing that counts' : text}.`
}

/** Names in a sentence: `a, b and c`. */
export function list(names: readonly string[]): string {
  const last = names.at(-1) ?? ''
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} and ${last}`
}
