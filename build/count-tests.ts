import { readFileSync } from 'node:fs'

/** Prints the counts of a vitest JSON report, and a line for each test that was skipped. Throws when there is no report. */
interface VitestReport {
  readonly numPassedTests: number
  readonly numFailedTests: number
  readonly numFailedTestSuites: number
  readonly testResults: readonly {
    readonly name: string
    readonly status: string
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[]
  }[]
}

const report = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as VitestReport
// A file that cannot even be loaded has no tests that could fail.
const unloadable = report.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0)
console.log(`passed ${report.numPassedTests}`)
console.log(`failed ${report.numFailedTests + unloadable.length}`)
for (const file of report.testResults) {
  for (const test of file.assertionResults) {
    if (!['passed', 'failed'].includes(test.status)) {
      console.log(`skipped ${file.name.replace(`${process.cwd()}/`, '')}: ${test.fullName}`)
    }
  }
}
