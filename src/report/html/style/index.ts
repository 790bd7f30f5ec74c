import { customProperties, DARK, LIGHT } from '../palette.ts'
import { BASE } from './base.ts'
import { HERO } from './hero.ts'
import { PLOT } from './plot.ts'
import { PRINT } from './print.ts'
import { TABLE } from './table.ts'

/** The style sheet of a report, both schemes included; paper is always light. */
export const STYLE = `
:root{color-scheme:light dark;${customProperties(LIGHT)}}
@media screen and (prefers-color-scheme:dark){:root{${customProperties(DARK)}}}
${BASE}${HERO}${TABLE}${PLOT}${PRINT}
`
