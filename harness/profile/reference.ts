import suite from '../../scenarios/suites/reference.ts'
import { runSuite } from '../../src/experiment/run-suite.ts'
import { validateSuite } from '../../src/model/validate.ts'

/**
 * The reference suite in one thread and without the command line: what `npm run profile` looks at. Runs on the older
 * Node.js that clinic needs, so nothing newer may be on this path. Argument: measured deployments of each scenario.
 */
const runs = Number(process.argv[2] ?? 200)
const { report } = await runSuite(validateSuite(suite, 'scenarios/suites/reference.ts').value, { runs, workers: 0 })
process.stdout.write(`${report.scenarios.length} scenarios of ${runs} deployments\n`)
