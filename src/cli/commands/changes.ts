import { type Command, InvalidArgumentError, Option } from 'commander'
import { readNumericColumn } from '../../loading/numeric-column.ts'
import type { Trend } from '../../model/trend.ts'
import { terminalTrend } from '../../report/trend/index.ts'
import { changePoints } from '../../stats/index.ts'
import { EXIT_CODES, type ExitCode } from '../exit-codes.ts'
import { share } from '../flags.ts'
import { hasColor } from '../has-color.ts'

interface Flags {
  readonly column?: string
  readonly significance: number
  readonly format: 'text' | 'json'
}

/** `seatrial changes FILE.csv` */
export function addChangesCommand(program: Command, end: (code: ExitCode) => void): void {
  program
    .command('changes')
    .summary('change points in any series of numbers')
    .description(
      'Finds the points of a series (one number a row, in the order of time) from which on it is another one: its level, ' +
        'its spread or its shape. E-divisive with a permutation test. Exits with 0 whatever it finds.',
    )
    .argument('<file>', 'CSV file; the column "value" or the first that holds numbers only')
    .option('--column <name>', 'another column, by name or by its number from 1')
    .option('--significance <p>', 'largest permutation p of a change that is kept', aboveZero, 0.01)
    .addOption(new Option('--format <format>', 'what is printed').choices(['text', 'json']).default('text'))
    .action((file: string, flags: Flags) => end(changes(file, flags)))
}

function changes(file: string, { column, significance, format }: Flags): ExitCode {
  const series = readNumericColumn(file, column)
  const permutations = Math.max(499, Math.ceil(5 / significance) - 1)
  const found = changePoints(series.values, { significance, permutations })
  if (format === 'json') {
    const { values } = series
    const document = { file, column: series.column, points: values.length, significance, changePoints: found }
    process.stdout.write(`${JSON.stringify(document, null, 2)}\n`)
    return EXIT_CODES.ok
  }
  const trend: Trend = {
    title: `${series.column} of ${file}`,
    unit: '',
    points: series.values.map((value, i) => ({ value, low: null, high: null, label: `point ${i}` })),
    changePoints: found,
  }
  process.stdout.write(terminalTrend(trend, { color: hasColor(process.stdout) }))
  return EXIT_CODES.ok
}

function aboveZero(text: string): number {
  const value = share(text)
  if (value >= 0.0001) return value
  throw new InvalidArgumentError('Expected a share from 0.0001 to below 1.')
}
