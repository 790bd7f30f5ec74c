import { type Markup, markup, type Piece, verbatim } from '../markup.ts'
import { STYLE } from './style/index.ts'

/**
 * Nothing may be loaded and nothing may run, not even code that got past the escaping: a report is opened from disk, from
 * a CI artefact and from a mail.
 */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"

/** Fill for waiting time, referred to by the style sheet. */
const DEFINITIONS = verbatim(
  '<svg width="0" height="0" style="position:absolute" aria-hidden="true"><defs><pattern id="hatch" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="5" height="5" class="hatch-ground"/><line x1="1" x2="1" y1="0" y2="5" class="hatch-line"/></pattern></defs></svg>',
)

/** A section of the page; it is left out, with its entry in the navigation, when its content is null. */
export interface Section {
  readonly id: string
  readonly title: string
  /** The title in the navigation: a word. */
  readonly short: string
  /** One line under the title: how to read what follows. */
  readonly lead?: Piece
  readonly content: Piece
}

const section = ({ id, title, lead, content }: Section): Markup =>
  markup`<section id="${id}" aria-labelledby="${id}-title"><h2 id="${id}-title">${title}</h2>${lead && markup`<p class="lead">${lead}</p>`}${content}</section>
`

/** A page in one file: no script, no font, no image, no request. */
export function page(parts: {
  readonly title: string
  readonly header: Piece
  readonly sections: readonly Section[]
  readonly footer: Piece
}): string {
  const sections = parts.sections.filter(({ content }) => content !== null)
  const entries = sections.map(({ id, short }) => markup`<li><a href="#${id}">${short}</a></li>`)
  return `<!doctype html>\n${
    markup`<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${verbatim(POLICY)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="seatrial">
<meta name="referrer" content="no-referrer">
<link rel="icon" href="data:,">
<title>${parts.title}</title>
<style>${verbatim(STYLE)}</style>
</head>
<body>
<a class="skip" href="#content">Skip to the report</a>
${DEFINITIONS}
<div class="page">
<header>${parts.header}</header>
<nav aria-label="Sections"><ul>${entries}</ul></nav>
<main id="content">
${sections.map(section)}</main>
<footer>${parts.footer}</footer>
</div>
</body>
</html>
`.text
  }`
}
