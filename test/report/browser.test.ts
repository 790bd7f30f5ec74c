import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Browser, chromium } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { renderReport, renderSuite } from '../../src/report/index.ts'
import { CHROMIUM_FLAGS, findChromium } from './browser.ts'
import { hostileReport } from './hostile.ts'
import { afterReport, beforeReport } from './sample.ts'
import { sampleSuite } from './sample-suite.ts'

const executablePath = findChromium()
if (executablePath === null)
  process.stderr.write('skipped: browser tests of report.html (no Chromium; install one or set CHROMIUM_PATH)\n')

const { suite, reports } = sampleSuite()
const PAGES: Readonly<Record<string, string>> = {
  before: renderReport(beforeReport()),
  after: renderReport(afterReport(), { suite: { name: 'reference', href: '../report.html' } }),
  suite: renderSuite(suite, reports),
  hostile: renderReport(hostileReport()),
}
const SCREENS = [
  { width: 1280, height: 800 },
  { width: 390, height: 844 },
]

describe.skipIf(executablePath === null)('report.html in a browser', () => {
  let folder: string
  let browser: Browser

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'seatrial-report-'))
    for (const [name, html] of Object.entries(PAGES)) writeFileSync(join(folder, `${name}.html`), html)
    browser = await chromium.launch({ executablePath: executablePath ?? '', args: CHROMIUM_FLAGS })
  })
  afterAll(async () => {
    await browser?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  /** Opens a page and collects whatever a report must not do. */
  async function open(name: string, viewport: { width: number; height: number }, colorScheme: 'light' | 'dark') {
    const context = await browser.newContext({ viewport, colorScheme })
    const page = await context.newPage()
    const url = pathToFileURL(join(folder, `${name}.html`)).href
    const seen: string[] = []
    page.on('console', (message) => seen.push(`console ${message.type()}: ${message.text()}`))
    page.on('pageerror', (error) => seen.push(`page error: ${error.message}`))
    page.on('dialog', (dialog) => seen.push(`dialog: ${dialog.message()}`))
    page.on('request', (request) => request.url() !== url && seen.push(`request: ${request.url()}`))
    await page.goto(url, { waitUntil: 'load' })
    return { page, seen, [Symbol.asyncDispose]: () => context.close() }
  }

  const cases = Object.keys(PAGES).flatMap((name) =>
    SCREENS.flatMap((screen) =>
      (['light', 'dark'] as const).map((scheme) => ({ name, screen, scheme, width: screen.width })),
    ),
  )

  it.each(cases)(
    '$name at $width px, $scheme: no error, no request, no sideways scrolling',
    async ({ name, screen, scheme }) => {
      await using opened = await open(name, screen, scheme)
      const { page, seen } = opened
      await page.evaluate('for (const details of document.querySelectorAll("details")) details.open = true')
      const width = await page.evaluate('document.documentElement.scrollWidth - window.innerWidth')
      expect(width).toBeLessThanOrEqual(0)
      for (const section of await page.locator('main > section').all()) expect(await section.isVisible()).toBe(true)
      expect(seen).toEqual([])
    },
  )

  it.each(SCREENS)('the first screen at $width px has the figure, its interval and the verdict', async (screen) => {
    await using opened = await open('after', screen, 'light')
    for (const selector of ['.big', '.sure', '.answer']) {
      const box = await opened.page.locator(selector).first().boundingBox()
      expect(box!.y + box!.height).toBeLessThan(screen.height)
    }
    const bars = await opened.page.locator('.minutes').first().boundingBox()
    expect(bars!.y).toBeLessThan(screen.height)
  })

  it.each(['light', 'dark'] as const)('follows the %s scheme of the reader', async (scheme) => {
    await using opened = await open('after', SCREENS[0]!, scheme)
    const background = await opened.page.evaluate('getComputedStyle(document.body).backgroundColor')
    expect(background).toBe(scheme === 'light' ? 'rgb(255, 255, 255)' : 'rgb(19, 22, 26)')
  })

  it.each(['before', 'suite'])('%s fits on paper, which is always light', async (name) => {
    await using opened = await open(name, { width: 760, height: 1_000 }, 'dark')
    await opened.page.emulateMedia({ media: 'print' })
    expect(await opened.page.evaluate('document.documentElement.scrollWidth - window.innerWidth')).toBeLessThanOrEqual(
      0,
    )
    expect(await opened.page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe('rgb(255, 255, 255)')
  })

  it('names that are markup stay text', async () => {
    await using opened = await open('hostile', SCREENS[0]!, 'light')
    const { page } = opened
    expect(await page.locator('script, img, iframe, [onload], [onerror], [onclick]').count()).toBe(0)
    expect(await page.title()).toContain('<script>alert(1)</script>')
  })

  it('every chart says what it shows, and every scrolling table can be reached by keyboard', async () => {
    await using opened = await open('before', SCREENS[1]!, 'light')
    expect(await opened.page.locator('svg.plot:not([aria-label])').count()).toBe(0)
    expect(await opened.page.locator('.scroll:not([tabindex="0"])').count()).toBe(0)
  })
})
