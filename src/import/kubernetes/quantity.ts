/** Suffixes of `k8s.io/apimachinery/pkg/api/resource`: decimal, then binary. */
const FACTORS: Readonly<Record<string, number>> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
}

const QUANTITY = /^\+?(\d+\.?\d*|\.\d+)(?:[eE]([+-]?\d+)|([KMGTPE]i|[numkMGTPE]))?$/

/**
 * The value of a Kubernetes quantity in its base unit (cores, bytes): `500m` is 0.5, `1Gi` is 1,073,741,824, `1e3` is 1,000.
 * `undefined` for what is no quantity; negative amounts, which no resource has, are none.
 */
export function parseQuantity(quantity: string | number): number | undefined {
  const match = QUANTITY.exec(String(quantity).trim())
  if (match === null) return undefined
  const [, digits, exponent, suffix = ''] = match
  const value = exponent === undefined ? Number(digits) * FACTORS[suffix]! : Number(`${digits}e${exponent}`)
  return Number.isFinite(value) ? value : undefined
}

/** Cores in whole thousandths, rounded up as Kubernetes does. */
export const toMilliCpu = (cores: number): number => Math.ceil(round(cores * 1_000))

/** Bytes in whole MiB, rounded up. */
export const toMiB = (bytes: number): number => Math.ceil(round(bytes / 2 ** 20))

/** Bytes in GiB, to three decimals. */
export const toGiB = (bytes: number): number => Math.round((bytes / 2 ** 30) * 1_000) / 1_000

/** Takes off what binary fractions add, so that 0.07 cores are 70 thousandths and not 71. */
const round = (value: number): number => Number(value.toPrecision(12))
