/** Label of the nodes that KWOK plays; the only ones that it manages. */
export const FAKE_LABEL: Readonly<Record<string, string>> = { 'seatrial.node': 'fake' }

/** The same as a selector, as command lines take it. */
export const FAKE_SELECTOR = 'seatrial.node=fake'

/** Keeps pods that nobody made for fake nodes away from them. */
export const FAKE_TAINT = { key: 'seatrial.node', value: 'fake', effect: 'NoSchedule' } as const

/** Label of fake pods that never become ready, with the value `true`: a bad release. */
export const BROKEN_LABEL = 'seatrial.broken'

/** Start-up times of a pod: an annotation for each quantile, from the shortest time to the longest. */
export const startupAnnotation = (quantile: number): string => `seatrial.startup/${quantile}`
