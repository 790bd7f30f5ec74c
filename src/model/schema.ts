import { z } from 'zod'

/** A duration in whole milliseconds, not negative. */
export const millisSchema = z
  .number({ error: 'expected a duration in milliseconds' })
  .int({ error: 'expected whole milliseconds' })
  .min(0, { error: 'expected a duration >= 0 ms' })

/** A probability or share. */
export const ratioSchema = z
  .number({ error: 'expected a number from 0 to 1' })
  .min(0, { error: 'expected a number from 0 to 1' })
  .max(1, { error: 'expected a number from 0 to 1' })

/** A whole number, not negative. */
export const countSchema = z
  .number()
  .int({ error: 'expected a whole number' })
  .min(0, { error: 'expected a count >= 0' })

/** A name of a thing in a scenario: what Kubernetes accepts as a DNS subdomain (RFC 1123), so that it can be deployed. */
export const nameSchema = z
  .string()
  .max(253)
  .regex(/^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/, {
    error: 'expected a name of lower-case letters, digits, "-" and ".", as Kubernetes takes it',
  })
