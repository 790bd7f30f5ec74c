/** Coefficients of M. J. Wichura, "Algorithm AS 241: The percentage points of the normal distribution", Appl. Statist. 37 (1988). */
const CENTRE_TOP = [
  3.3871328727963665, 133.14166789178438, 1971.5909503065513, 13731.69376550946, 45921.95393154987, 67265.7709270087,
  33430.57558358813, 2509.0809287301227,
] as const
const CENTRE_BOTTOM = [
  1, 42.31333070160091, 687.1870074920579, 5394.196021424751, 21213.794301586597, 39307.89580009271, 28729.085735721943,
  5226.495278852854,
] as const
const TAIL_TOP = [
  1.4234371107496835, 4.630337846156546, 5.769497221460691, 3.6478483247632045, 1.2704582524523684, 0.2417807251774506,
  0.022723844989269184, 0.0007745450142783414,
] as const
const TAIL_BOTTOM = [
  1, 2.053191626637759, 1.6763848301838038, 0.6897673349851, 0.14810397642748008, 0.015198666563616457,
  0.0005475938084995345, 1.0507500716444169e-9,
] as const
const FAR_TOP = [
  6.657904643501103, 5.463784911164114, 1.7848265399172913, 0.29656057182850487, 0.026532189526576124,
  0.0012426609473880784, 2.7115555687434876e-5, 2.0103343992922881e-7,
] as const
const FAR_BOTTOM = [
  1, 0.599832206555888, 0.1369298809227358, 0.014875361290850615, 0.0007868691311456133, 1.8463183175100548e-5,
  1.421511758316446e-7, 2.0442631033899397e-15,
] as const

/** The standard normal quantile, to about 1 part in 10^16 (algorithm AS 241, PPND16), for `p` in (0, 1). */
export function normalQuantile(p: number): number {
  const q = p - 0.5
  if (Math.abs(q) <= 0.425) return q * rational(CENTRE_TOP, CENTRE_BOTTOM, 0.180625 - q * q)
  const r = Math.sqrt(-Math.log(q < 0 ? p : 1 - p))
  const z = r <= 5 ? rational(TAIL_TOP, TAIL_BOTTOM, r - 1.6) : rational(FAR_TOP, FAR_BOTTOM, r - 5)
  return q < 0 ? -z : z
}

type Eight = readonly [number, number, number, number, number, number, number, number]

function rational(top: Eight, bottom: Eight, x: number): number {
  return polynomial(top, x) / polynomial(bottom, x)
}

function polynomial(c: Eight, x: number): number {
  return ((((((c[7] * x + c[6]) * x + c[5]) * x + c[4]) * x + c[3]) * x + c[2]) * x + c[1]) * x + c[0]
}

/** The standard normal distribution function, to about 1 part in 10^15 of 1 (G. Marsaglia, J. Statist. Software 11(4), 2004). */
export function normalProbability(z: number): number {
  if (z === 0) return 0.5
  if (Math.abs(z) > 8.5) return z < 0 ? 0 : 1
  let sum = z
  let term = z
  for (let n = 3, before = 0; sum !== before; n += 2) {
    term *= (z * z) / n
    before = sum
    sum += term
  }
  return 0.5 + sum * normalDensity(z)
}

/** The standard normal density. */
export function normalDensity(z: number): number {
  return Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI)
}
