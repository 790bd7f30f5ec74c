/** Time since the trigger as `h:mm:ss.t`, negative for what was there before. */
export function clock(ms: number): string {
  const tenths = Math.round(Math.abs(ms) / 100)
  const seconds = Math.floor(tenths / 10)
  const two = (n: number): string => String(n).padStart(2, '0')
  const text = `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}.${tenths % 10}`
  return ms < 0 ? `-${text}` : text
}

/** A span of time in words. */
export function span(ms: number): string {
  if (ms < 1_000) return `${Math.round(ms)} ms`
  if (ms < 120_000) return `${(ms / 1_000).toFixed(1)} s`
  return `${(ms / 60_000).toFixed(1)} min`
}
