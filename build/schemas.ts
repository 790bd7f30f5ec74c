import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { parameterNotes } from '../src/model/parameter.ts'
import { reportSchema, suiteReportSchema } from '../src/model/report.ts'
import { scenarioSchema } from '../src/model/scenario.ts'
import { targetSchema } from '../src/model/target.ts'

/** Where the published JSON Schemas lie. */
const FOLDER = new URL('../schemas/', import.meta.url)

const SENTENCE = {
  type: 'string',
  description: 'a sentence, such as: p95 of deployment.duration <= 24 min at 95 %',
} as const

/** The JSON Schemas (draft 2020-12) that are published with the package, by file name, as text. */
export function publishedSchemas(): Record<string, string> {
  return {
    'report.schema.json': jsonSchema('report.json: one scenario on one environment', reportSchema),
    'suite.schema.json': jsonSchema('suite.json: scenarios that ran together', suiteReportSchema),
    'scenario.schema.json': jsonSchema('A scenario as it is written; defaults may be left out', scenarioSchema),
  }
}

/**
 * As input: of a scenario that is what an engineer writes; of a report it leaves the door open for fields that a later
 * version adds beside those that there are.
 */
function jsonSchema(title: string, schema: z.ZodType): string {
  const { $schema, ...rest } = z.toJSONSchema(schema, {
    io: 'input',
    reused: 'ref',
    override: ({ zodSchema, jsonSchema }) => {
      const note = parameterNotes.get(zodSchema as never)
      if (note !== undefined) jsonSchema.description = `${note.about} (${note.unit})`
      // In a file a target may also be a sentence; the loader reads it (src/loading/targets.ts).
      if (zodSchema === targetSchema) (jsonSchema.oneOf ?? jsonSchema.anyOf)?.push(SENTENCE)
      // What every JSON number can be says nothing of ours.
      if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum
    },
  })
  return `${JSON.stringify({ $schema, title, ...rest }, null, 2)}\n`
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const check = process.argv.includes('--check')
  await mkdir(FOLDER, { recursive: true })
  for (const [name, schema] of Object.entries(publishedSchemas())) {
    const file = new URL(name, FOLDER)
    if (!check) await writeFile(file, schema)
    else if ((await readFile(file, 'utf8').catch(() => '')) !== schema) {
      console.error(`schemas/${name} is not what the code says; run: node build/schemas.ts`)
      process.exitCode = 1
    }
  }
}
