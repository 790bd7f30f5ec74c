import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { readFacts } from '../../../harness/environment/facts-file.ts'
import { environmentDown } from '../../../harness/environment.ts'
import { newRunId } from '../../../harness/run/run.ts'
import { runOf } from '../../../harness/run/run-folder.ts'

/** Which environment test files share: the first that asks for it brings it up. */
export interface SharedEnvironmentId {
  readonly state: string
  readonly name: string
}

declare module 'vitest' {
  interface ProvidedContext {
    sharedEnvironment: SharedEnvironmentId
  }
}

/** Before all real tests: names the shared environment. After them: takes it down, if any of them wanted it. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const state = await mkdtemp(join(tmpdir(), 'seatrial-shared-'))
  const name = newRunId()
  project.provide('sharedEnvironment', { state, name })
  return async () => {
    if ((await readFacts(runOf(name, state))) !== undefined) {
      await environmentDown({ state, name, signal: new AbortController().signal })
    }
    await rm(state, { recursive: true, force: true })
  }
}
