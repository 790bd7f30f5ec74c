import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

const executable = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/**
 * Path of a Chromium: CHROMIUM_PATH, Debian's, or one on the PATH; null when there is none. A CHROMIUM_PATH that cannot be
 * run is an error, because whoever set it wants the test to run.
 */
export function findChromium(environment: NodeJS.ProcessEnv = process.env): string | null {
  const { CHROMIUM_PATH, PATH = '' } = environment
  if (CHROMIUM_PATH !== undefined && CHROMIUM_PATH !== '') {
    if (!executable(CHROMIUM_PATH)) throw new Error(`CHROMIUM_PATH=${CHROMIUM_PATH} cannot be executed`)
    return CHROMIUM_PATH
  }
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
  const folders = PATH.split(delimiter).filter((folder) => folder !== '')
  const candidates = ['/usr/bin/chromium', ...folders.flatMap((folder) => names.map((name) => join(folder, name)))]
  return candidates.find(executable) ?? null
}

/** Headless, no sandbox (tests run as root in CI containers), and nothing in the background that would use the network. */
export const CHROMIUM_FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]
