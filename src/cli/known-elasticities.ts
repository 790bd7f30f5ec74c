import type { KnownElasticities } from '../experiment/known-elasticities.ts'
import { loadElasticities } from '../loading/elasticities.ts'
import type { Scenario } from '../model/scenario.ts'

/** What `--elasticities` names, and a sentence when none of it is about what is run. */
export async function knownElasticities(
  file: string | undefined,
  scenarios: readonly Scenario[],
): Promise<{ readonly elasticities?: KnownElasticities; readonly notes: readonly string[] }> {
  if (file === undefined) return { notes: [] }
  const { scenarios: elasticities } = await loadElasticities(file)
  if (scenarios.some(({ name }) => elasticities[name] !== undefined)) return { elasticities, notes: [] }
  return { notes: [`${file} has elasticities of ${Object.keys(elasticities).join(', ') || 'no scenario'} only`] }
}
