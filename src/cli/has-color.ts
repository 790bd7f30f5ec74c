/** Colour on a terminal, unless NO_COLOR (no-color.org) or a dumb terminal says no. */
export const hasColor = (stream: { readonly isTTY?: boolean }): boolean =>
  stream.isTTY === true && (process.env.NO_COLOR ?? '') === '' && process.env.TERM !== 'dumb'
