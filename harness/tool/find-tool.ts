import { which } from 'zx'

/** Where the PATH has a program, or undefined. */
export async function findTool(program: string): Promise<string | undefined> {
  return (await which(program, { nothrow: true })) ?? undefined
}
