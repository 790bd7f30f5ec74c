import type { ElasticitiesFile, ScenarioElasticities } from '../model/elasticities.ts'

/** A file of elasticities with a line a constant, scenarios by name: two versions of it can be compared by line. */
export function elasticitiesJson({ schemaVersion, scenarios }: ElasticitiesFile): string {
  const named = Object.entries(scenarios).sort(([a], [b]) => (a < b ? -1 : 1))
  const bodies = named.map(([name, scenario]) => `    ${JSON.stringify(name)}: ${body(scenario)}`)
  return `{\n  "schemaVersion": ${schemaVersion},\n  "scenarios": {\n${bodies.join(',\n')}\n  }\n}\n`
}

function body({ constants, ...how }: ScenarioElasticities): string {
  const fields = Object.entries(how).map(([name, value]) => `      ${JSON.stringify(name)}: ${JSON.stringify(value)}`)
  const lines = Object.entries(constants).map(([path, figures]) => {
    return `        ${JSON.stringify(path)}: ${JSON.stringify(figures)}`
  })
  return `{\n${fields.join(',\n')},\n      "constants": {\n${lines.join(',\n')}\n      }\n    }`
}
