import { readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { EnvironmentUnavailableError } from '../../src/model/errors.ts'
import type { Run } from '../run/run.ts'

const fileSchema = z.strictObject({
  version: z.literal(1),
  /** Facts by component. */
  facts: z.record(z.string(), z.unknown()),
})

const fileOf = (run: Run): string => join(run.folder, 'environment.json')

/** Keeps the facts of the components that are up, so that another process can find them. */
export async function writeFacts(run: Run, facts: Readonly<Record<string, unknown>>): Promise<void> {
  const file = fileOf(run)
  await writeFile(`${file}.new`, `${JSON.stringify({ version: 1, facts }, null, 2)}\n`)
  await rename(`${file}.new`, file)
}

/** The facts of a run by component; undefined when none were written. */
export async function readFacts(run: Run): Promise<Readonly<Record<string, unknown>> | undefined> {
  let text: string
  try {
    text = await readFile(fileOf(run), 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
  try {
    return fileSchema.parse(JSON.parse(text)).facts
  } catch (error) {
    throw new EnvironmentUnavailableError(`the notes of the environment "${run.id}" cannot be read`, {
      where: fileOf(run),
      remedy: `take it down and start it again: seatrial env down ${run.id}`,
      cause: error,
    })
  }
}
