import type { Kernel } from '../src/kernel/index.ts'
import type { Millis } from '../src/model/units.ts'

/**
 * The kernel's time of an instant of the wall clock (milliseconds since 1970) that has passed, for a kernel that runs in real time at
 * speed 1. Never later than the kernel's present.
 */
export function kernelTime(kernel: Kernel, epochMs: number): Millis {
  return Math.max(0, Math.round(kernel.now - Math.max(0, Date.now() - epochMs)))
}
