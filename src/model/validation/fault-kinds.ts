/** Kinds of faults that a scenario can ask for. Those of `mechanisms.md` join this list as they are built. */
export const FAULT_KINDS: readonly string[] = []
