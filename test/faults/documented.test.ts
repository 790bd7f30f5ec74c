import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { runCampaign } from '../../src/experiment/campaign/run-campaign.ts'
import { runScenario } from '../../src/experiment/run-scenario.ts'
import { loadScenario } from '../../src/loading/load.ts'
import { resolveSeatrialToItself } from '../../src/loading/seatrial-specifier.ts'
import { temporaryFolder } from '../temporary-folder.ts'

const page = readFileSync(new URL('../../docs/chaos.md', import.meta.url), 'utf8')
const examples = [...page.matchAll(/```(ts|yaml)\n([\s\S]*?)```/g)].map(([, language, text]) => ({
  language: language!,
  text: text!,
  name: /name: '?([^'\n]+)/.exec(text!)![1]!,
}))
resolveSeatrialToItself()

test('the page has the examples that are tried here', () => {
  expect(examples).toHaveLength(4)
})

test('the first example has ten lines and is a whole scenario', () => {
  const [first] = examples
  expect(first!.text.slice(first!.text.indexOf('export default')).trim().split('\n').length).toBeLessThanOrEqual(10)
})

test.each(examples)('"$name" ($language) runs as it is written, and its faults land', async ({ language, text }) => {
  using folder = temporaryFolder()
  const { value: scenario } = await loadScenario(folder.write(`example.${language}`, text))
  if (scenario.campaign !== undefined) {
    const report = await runCampaign(scenario, { workers: 0 })
    expect(report).toMatchObject({ stopped: null, misses: [] })
    expect(report.cells.map(({ state }) => state)).toEqual(Array(4).fill('done'))
    return
  }
  const { report } = await runScenario(scenario, { runs: 40, workers: 0 })
  expect(report.invalid).toBeUndefined()
  expect(report.stopped).toBeUndefined()
  expect(report.attributions!.map(({ origin }) => origin)).toEqual(
    expect.arrayContaining([...new Set(scenario.faults.map(({ kind }) => kind))]),
  )
})
