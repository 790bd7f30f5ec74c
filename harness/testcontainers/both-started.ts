/**
 * Waits for two starts that go on side by side. Waits for both also when one fails, so that nothing is started any more when the failure is
 * reported.
 */
export async function bothStarted<A, B>(first: Promise<A>, second: Promise<B>): Promise<[A, B]> {
  const [a, b] = await Promise.allSettled([first, second])
  if (a.status === 'rejected') throw a.reason
  if (b.status === 'rejected') throw b.reason
  return [a.value, b.value]
}
