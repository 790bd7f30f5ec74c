/** Colours of one scheme. Text colours reach 4.5 : 1 on `page` and `panel`, marks of charts 3 : 1 (WCAG 2.2, 1.4.3, 1.4.11). */
export interface Palette {
  readonly page: string
  /** Behind chips, code and table heads. */
  readonly panel: string
  readonly ink: string
  readonly muted: string
  /** Hairlines; decoration only. */
  readonly line: string
  readonly link: string
  readonly pass: string
  readonly fail: string
  readonly inconclusive: string
  /** The three kinds of minutes. */
  readonly machine: string
  readonly people: string
  readonly waiting: string
  /** Jobs beside the critical path, and bins: fill and outline. */
  readonly quiet: string
  readonly outline: string
  /** Behind an interval: where it should lie. */
  readonly band: string
  /** Parts of a recovery, from first to last. */
  readonly detect: string
  readonly decide: string
  readonly act: string
  readonly verify: string
}

/** Colours on a light screen and on paper. */
export const LIGHT: Palette = {
  page: '#ffffff',
  panel: '#f3f5f7',
  ink: '#16191d',
  muted: '#57606b',
  line: '#dde1e6',
  link: '#1d5fa8',
  pass: '#1a6e3c',
  fail: '#b3261e',
  inconclusive: '#845400',
  machine: '#2f6db5',
  people: '#c77416',
  waiting: '#7c8693',
  quiet: '#c3cedb',
  outline: '#75869a',
  band: '#dcebdf',
  detect: '#1f4e85',
  decide: '#c77416',
  act: '#3f84cf',
  verify: '#4f8f8b',
}

/** Colours for readers who prefer a dark screen. */
export const DARK: Palette = {
  page: '#13161a',
  panel: '#1d2126',
  ink: '#e7e9ec',
  muted: '#a4adb8',
  line: '#31373e',
  link: '#83b7ee',
  pass: '#62c98d',
  fail: '#ff8f86',
  inconclusive: '#efb659',
  machine: '#5b9be0',
  people: '#e0a04a',
  waiting: '#8691a0',
  quiet: '#39434f',
  outline: '#76869a',
  band: '#1f3a2b',
  detect: '#5d83bd',
  decide: '#e0a04a',
  act: '#86bdf5',
  verify: '#69b5b0',
}

/** A palette as CSS custom properties: `--page: …`. */
export const customProperties = (palette: Palette): string =>
  Object.entries(palette)
    .map(([name, value]) => `--${name}:${value}`)
    .join(';')
