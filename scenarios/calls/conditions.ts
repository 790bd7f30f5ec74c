import { constant, fintech, hours, lognormal } from 'seatrial'

/** A fleet of the published kind with its third parties, small enough that the scenarios take seconds. */
export const fleet = fintech({ services: 20, databases: 5, thirdParties: 8 })

/** Four deployments a day of a few services each. */
export const deployments = {
  perDay: 4,
  officeHours: { from: hours(9), to: hours(17) },
  changedServices: lognormal({ median: 3, sigma: 0.3 }),
  slowDay: constant(1),
  daysPerStretch: 5,
}
