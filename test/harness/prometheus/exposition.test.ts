import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseExposition } from '../../../harness/prometheus/exposition.ts'
import { MalformedExpositionError } from '../../../harness/prometheus/malformed-exposition-error.ts'
import { type Sample, seriesOf } from '../../../harness/prometheus/sample.ts'
import { Metrics } from '../../../harness/service/app/metrics.ts'
import { readSettings } from '../../../harness/service/app/settings.ts'
import { sampleText } from './exposition-text.ts'

const one = (text: string): Sample => {
  const { samples } = parseExposition(text)
  expect(samples).toHaveLength(1)
  return samples[0]!
}
const numberOf = (text: string): number => one(`up ${text}\n`).value

const texts = fc.string({ unit: 'binary' })
const names = fc.oneof(
  fc.stringMatching(/^[a-zA-Z_:][a-zA-Z0-9_:]*$/),
  texts.filter((text) => text !== ''),
)
const labels = fc
  .array(
    fc.tuple(
      fc.oneof(
        fc.stringMatching(/^[a-zA-Z_][a-zA-Z0-9_]*$/),
        texts.filter((text) => text !== ''),
      ),
      texts,
    ),
    { maxLength: 5 },
  )
  .map((pairs) => new Map(pairs))
const samples: fc.Arbitrary<Sample> = fc.record({
  name: names,
  labels,
  value: fc.double(),
  timestampMs: fc.option(fc.maxSafeInteger(), { nil: undefined }),
})

describe('the text format of Prometheus', () => {
  it('comes back as it was written, whatever is in names, labels and numbers', () => {
    const all = fc.uniqueArray(samples, { selector: seriesOf, maxLength: 20 })
    fc.assert(
      fc.property(all, (written) => {
        const read = parseExposition(written.map(sampleText).join(''))
        expect(read.samples).toEqual(written)
      }),
    )
  })

  it('is read with blanks and tabs where they may be, empty lines, comments and a comma too many', () => {
    const text = '\n# whatever, "{ \n#\n \t\n  up {  a = "1" ,\tb="2", } \t 5  7 \n'
    expect(one(text)).toEqual({
      name: 'up',
      labels: new Map([
        ['a', '1'],
        ['b', '2'],
      ]),
      value: 5,
      timestampMs: 7,
    })
    expect(one('up{} 1\n').labels.size).toBe(0)
    expect(parseExposition('').samples).toEqual([])
  })

  it('has names in quotes', () => {
    expect(one('{"my.metric","the label"="x"} 1\n')).toMatchObject({
      name: 'my.metric',
      labels: new Map([['the label', 'x']]),
    })
    expect(one('{"my.metric"} 1\n').name).toBe('my.metric')
  })

  it('has the escapes of a path of Windows', () => {
    const line = String.raw`files{path="C:\\DIR\\new.TXT",error="no \"file\"\n"} 1.458255915e9`
    const { labels, value } = one(`${line}\n`)
    expect([...labels.values()]).toEqual(['C:\\DIR\\new.TXT', 'no "file"\n'])
    expect(value).toBe(1_458_255_915)
  })

  it('has NaN, infinities and all ways to write a number, and times before 1970', () => {
    expect(['NaN', 'nan', '+Inf', 'Inf', '-inf', '+infinity'].map(numberOf)).toEqual([
      ...[Number.NaN, Number.NaN, Infinity, Infinity, -Infinity, Infinity],
    ])
    expect(['1', '-1.5', '+.5', '2.', '1E3', '1e-3', '0012'].map(numberOf)).toEqual([1, -1.5, 0.5, 2, 1_000, 0.001, 12])
    expect(one('weird +Inf -3982045\n').timestampMs).toBe(-3_982_045)
  })

  it('says the types of metrics', () => {
    const text = '# HELP up Whether it \\\\ is\\n up.\n# TYPE up gauge\nup 1\n#TYPE "a b" counter\n'
    expect([...parseExposition(text).types]).toEqual([
      ['up', 'gauge'],
      ['a b', 'counter'],
    ])
  })

  it('may end with the # EOF of OpenMetrics, after which nothing comes', () => {
    expect(parseExposition('up 1\n# EOF\n').samples).toHaveLength(1)
    expect(parseExposition('# EOF is what this is not\nup 1\n').samples).toHaveLength(1)
    expect(() => parseExposition('# EOF\nup 1\n')).toThrow('nothing after # EOF')
  })

  it('is what the synthetic services expose', () => {
    const metrics = new Metrics(readSettings({ SERVICE: 'payment', REGION: 'north' }), 'r1')
    metrics.answered(200, 0.1)
    metrics.answered(500, 20)
    metrics.called('ledger', false)
    const { samples, types } = parseExposition(metrics.text(true))
    const requests = samples.filter(({ name }) => name === 'http_requests_total')
    expect(requests.map(({ labels, value }) => [labels.get('code'), value])).toEqual([
      ['200', 1],
      ['500', 1],
    ])
    expect(types.get('http_requests_total')).toBe('counter')
    expect(types.get('http_request_duration_seconds')).toBe('histogram')
  })
})

describe('a text that is not in the format', () => {
  const good = '# TYPE ok counter\nok{a="1"} 1\n'

  it.each([
    ['up', 'a number'],
    ['up 1 2 3', 'the end of the line'],
    ['up one', 'a number'],
    ['up 0x10', 'a number'],
    ['up 1_000', 'a number'],
    ['up 1e999', 'a number'],
    ['up 1\r', 'a number'],
    ['up 1,5', 'a number'],
    ['up 1 1.5', 'a timestamp'],
    ['up 1 9223372036854775808', 'a timestamp'],
    ['up 1 # {trace="x"} 1', 'a timestamp'],
    ['1up 1', 'the name of a metric'],
    ['ünder 1', 'the name of a metric'],
    ['{} 1', 'the name of a metric'],
    ['{a="1"} 1', 'the name of a metric'],
    ['{""} 1', 'a name that is not empty'],
    ['up{a} 1', '"=" after the name of a label'],
    ['up{"b"} 1', '"=" after the name of a label'],
    ['up{1a="1"} 1', 'the name of a label'],
    ['up{a:b="1"} 1', '"=" after the name of a label'],
    ['up{,} 1', 'the name of a label'],
    ['up{a="1",,} 1', 'the name of a label'],
    ['up{a=1} 1', 'in quotes'],
    ['up{a="1} 1', 'a closing quote'],
    ['up{a="1"', '"," or "}"'],
    ['up{a="1" b="2"} 1', '"," or "}"'],
    ['up{a="\\x"} 1', 'one of'],
    ['up{a="1\\', 'one of'],
    ['up{a="1",a="2"} 1', 'each label once'],
    ['ok{ "a" = "1" } 2', 'each time series once'],
    ['# TYPE ok counter', 'one TYPE'],
    ['# TYPE up', 'one of counter'],
    ['# TYPE up counters', 'one of counter'],
    ['# TYPE up counter gauge', 'the end of the line'],
    ['# TYPE', 'the name of a metric'],
    ['# HELP', 'the name of a metric'],
    ['# HELP up\n# HELP up', 'one HELP'],
    ['up 1\n# TYPE up counter', 'before its first sample'],
    ['<html>', 'the name of a metric'],
    ['{"status":"Failure"}', '"," or "}"'],
  ])('is refused: %j', (text, expected) => {
    expect(() => parseExposition(`${good}${text}\n`)).toThrow(expected)
  })

  it('is refused with line and column, and with what was there', () => {
    const error = expect.objectContaining({
      code: 'MALFORMED_EXPOSITION',
      line: 3,
      column: 9,
      where: 'line 3, column 9',
    })
    expect(() => parseExposition(`${good}up{a="1"?} 1\n`)).toThrow(error)
    expect(() => parseExposition(`${good}up{a="1"?} 1\n`)).toThrow('expected "," or "}", got "?} 1"')
    expect(() => parseExposition('up 1x\n')).toThrow(expect.objectContaining({ line: 1, column: 4 }))
  })

  it('is refused when it was cut off', () => {
    expect(() => parseExposition('ok 1\nup 1')).toThrow(
      expect.objectContaining({ line: 2, message: expect.stringContaining('a line feed at the end') }),
    )
  })

  it('is never anything but a MalformedExpositionError, whatever it is', () => {
    const pieces = fc.constantFrom(
      ...'{}",=\\# \n\tn1a:',
      'TYPE',
      'HELP',
      'EOF',
      'up',
      'NaN',
      '+Inf',
      'counter',
      '\0',
      '💥',
    )
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 60 }), (parts) => {
        try {
          parseExposition(parts.join(''))
        } catch (error) {
          expect(error).toBeInstanceOf(MalformedExpositionError)
        }
      }),
    )
  })

  it('cannot reach what labels are kept in', () => {
    expect(one('up{__proto__="x",constructor="y"} 1\n').labels.get('__proto__')).toBe('x')
    expect({}).not.toHaveProperty('x')
    expect(() => parseExposition('up{a="\\constructor"} 1\n')).toThrow('one of')
  })

  it('takes no longer than its length, however it is made', () => {
    const many = 200_000
    for (const text of [
      `up ${'1'.repeat(many)}x`,
      `up{a="${'\\\\'.repeat(many)}`,
      `up{${'a="",'.repeat(many)}`,
      `${' '.repeat(many)}!`,
      `up${'\t'.repeat(many)}1 1 1`,
    ]) {
      const from = performance.now()
      expect(() => parseExposition(`${text}\n`)).toThrow(MalformedExpositionError)
      expect(performance.now() - from).toBeLessThan(2_000)
    }
  })
})
