import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { EXIT_CODES } from '../../src/cli/exit-codes.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { runCli, spawnCli } from './run-cli.ts'

const page = (name: string): string => readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8')

/** The first block of code in `language` on a page. */
function example(name: string, language: string): string {
  const block = new RegExp(`\`\`\`${language}\n([\\s\\S]*?)\`\`\``).exec(page(name))?.[1]
  if (block === undefined) throw new Error(`${name} has no example in ${language}`)
  return block
}

test.each([
  ['README.md', 'ts'],
  ['docs/scenarios.md', 'ts'],
  ['docs/scenarios.md', 'yaml'],
])('the scenario in %s (%s) is valid', async (name, language) => {
  using folder = temporaryFolder()
  const { code, stdout, stderr } = await spawnCli('validate', folder.write(`a.${language}`, example(name, language)))
  expect(stderr).toBe('')
  expect(stdout).toContain('valid scenario "eight a day"')
  expect(code).toBe(0)
})

test('the table of exit codes is complete', () => {
  const documented = [...page('docs/command-line.md').matchAll(/^\| (\d+) \|/gm)].map((match) => Number(match[1]))
  expect(documented).toEqual(Object.values(EXIT_CODES))
})

test('every flag of run and bench is documented', async () => {
  const commands = page('docs/command-line.md')
  for (const command of ['run', 'bench']) {
    const { stdout } = await runCli(command, '--help')
    const flags = [...stdout.matchAll(/^ {2}(--[a-z]+)/gm)].map((match) => match[1] as string)
    expect(flags.length).toBeGreaterThan(8)
    for (const flag of flags) expect(commands).toContain(`\`${flag}`)
  }
})
