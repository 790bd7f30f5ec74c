import { defineGuard, settingOf, switchOf } from './guard.ts'

/** Layers are found under the hash of their content, not under the name of a branch. */
export const contentHashKeys = settingOf(
  { name: 'content-hash-keys', label: 'cache keys made of content hashes', effect: 'prevents' },
  'build',
  {
    where: (job) => job.layerCache.kind !== 'none',
    isOn: ({ layerCache }) => layerCache.kind !== 'none' && layerCache.key === 'content-hash',
    set: (job, on) =>
      job.layerCache.kind === 'none'
        ? job
        : { ...job, layerCache: { ...job.layerCache, key: on ? 'content-hash' : 'ref' } },
  },
)

/** The revision that runs is compared with the one that was to be deployed. */
export const provenanceCheck = switchOf(
  { name: 'provenance-check', label: 'the provenance check', effect: 'stops' },
  'provenanceCheck',
)

/** A test that failed is run again before it counts. */
export const testReruns = settingOf(
  { name: 'test-reruns', label: 'automatic reruns of failed tests', effect: 'prevents' },
  'test',
  {
    isOn: ({ rerun }) => rerun === 'automatic',
    set: (job, on) => ({ ...job, rerun: on ? 'automatic' : 'never' }),
  },
)

/** Jobs that failed for a reason that passes are tried again. */
export const retries = defineGuard({
  name: 'job-retries',
  label: 'automatic retries of jobs',
  effect: 'prevents',
  isOn: ({ retry }) => retry.max > 0 && retry.on.length > 0,
  switched: (pipeline, on) => ({
    ...pipeline,
    retry: on
      ? { max: 2, on: ['runner-failure', 'registry-unavailable', 'state-locked', 'api-throttled', 'flaky-test'] }
      : { max: 0, on: [] },
  }),
})
