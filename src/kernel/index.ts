export { Condition } from './condition.ts'
export { Countdown } from './countdown.ts'
export {
  ExternalWaitError,
  Interrupted,
  InvalidWaitError,
  InvariantError,
  KernelUsageError,
  UncaughtProcessError,
} from './errors.ts'
export { type ExternalOptions, external } from './external.ts'
export { Kernel, type KernelOptions, type MachineId, type TimerId } from './kernel.ts'
export { Lock } from './lock.ts'
export type { OccupancyReport } from './occupancy.ts'
export type { Process, Wait, Waitable } from './process.ts'
export { Queue } from './queue.ts'
export { type RealTimeOptions, runInRealTime } from './real-time.ts'
export { Semaphore, type SemaphoreOptions } from './semaphore.ts'
export { Signal } from './signal.ts'
export type { SpawnOptions, Task } from './task.ts'
export { type Timed, TimeLimit, withTimeout } from './timeout.ts'
