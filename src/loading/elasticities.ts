import { existsSync } from 'node:fs'
import { type ElasticitiesFile, elasticitiesFileSchema } from '../model/elasticities.ts'
import { InvalidInputError } from '../model/errors.ts'
import { problemsOf } from '../model/validation/problems.ts'
import { readDocument } from './read-document.ts'

/** Reads a file that `seatrial sensitivity` wrote. Throws InvalidInputError when it is missing or something else. */
export async function loadElasticities(file: string): Promise<ElasticitiesFile> {
  const document = await readDocument(file)
  const parsed = elasticitiesFileSchema.safeParse(document)
  if (parsed.success) return parsed.data
  const problems = problemsOf(parsed.error.issues, elasticitiesFileSchema, document)
  throw new InvalidInputError(file, problems.slice(0, MOST_PROBLEMS).map(withRemedy), parsed.error)
}

/** The same; undefined when there is no such file yet. */
export const loadElasticitiesIfAny = async (file: string): Promise<ElasticitiesFile | undefined> =>
  existsSync(file) ? await loadElasticities(file) : undefined

/** A file of another kind has as many problems as fields. */
const MOST_PROBLEMS = 3

const withRemedy = (problem: InvalidInputError['problems'][number]): InvalidInputError['problems'][number] => ({
  ...problem,
  remedy: 'name a file that this version wrote: seatrial sensitivity SCENARIO --out FILE',
})
