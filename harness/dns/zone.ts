import { setTimeout as pause } from 'node:timers/promises'
import type { Millis } from '../../src/model/units.ts'
import type { Aws } from '../localstack/aws.ts'

/** The name that clients know the fleet by. The domain is reserved for private use (RFC 9476 and RFC 8375 leave `.internal` to it). */
const DOMAIN = 'fleet.internal'
const XMLNS = 'xmlns="https://route53.amazonaws.com/doc/2013-04-01/"'
const POLL_MS = 250

/** How much of the traffic a region gets, relative to the others: 0 to 255 (Route 53, weighted records). */
export type Weight = number

/** A hosted zone with a weighted record a region. */
export class Zone {
  private readonly aws: Aws
  private readonly id: string

  private constructor(aws: Aws, id: string) {
    this.aws = aws
    this.id = id
  }

  /** Makes a zone; `reference` must differ from that of every other. */
  static async create(aws: Aws, reference: string): Promise<Zone> {
    const body = `<CreateHostedZoneRequest ${XMLNS}><Name>${DOMAIN}</Name><CallerReference>${reference}</CallerReference></CreateHostedZoneRequest>`
    const answer = await aws.route53('POST', '/hostedzone', body)
    return new Zone(aws, textOf(answer, 'Id').replace('/hostedzone/', ''))
  }

  /** Gives a region its weight, and waits until the change is said to be on all name servers (`INSYNC`). */
  async weigh(region: string, weight: Weight, ttlMs: Millis, signal: AbortSignal): Promise<void> {
    const record =
      `<ResourceRecordSet><Name>${DOMAIN}</Name><Type>A</Type><SetIdentifier>${region}</SetIdentifier>` +
      `<Weight>${weight}</Weight><TTL>${Math.max(1, Math.round(ttlMs / 1_000))}</TTL>` +
      '<ResourceRecords><ResourceRecord><Value>127.0.0.1</Value></ResourceRecord></ResourceRecords></ResourceRecordSet>'
    const body =
      `<ChangeResourceRecordSetsRequest ${XMLNS}><ChangeBatch><Changes><Change><Action>UPSERT</Action>${record}` +
      '</Change></Changes></ChangeBatch></ChangeResourceRecordSetsRequest>'
    const answer = await this.aws.route53('POST', `/hostedzone/${this.id}/rrset`, body)
    const change = textOf(answer, 'Id').replace('/change/', '')
    let status = textOf(answer, 'Status')
    while (status !== 'INSYNC') {
      await pause(POLL_MS, undefined, { signal })
      status = textOf(await this.aws.route53('GET', `/change/${change}`), 'Status')
    }
  }
}

/** The text of the first element of this name. Throws a `RangeError` when there is none. */
function textOf(xml: string, element: string): string {
  const match = new RegExp(`<${element}>([^<]*)</${element}>`).exec(xml)
  if (match?.[1] === undefined) throw new RangeError(`expected <${element}> in the answer of Route 53, got: ${xml}`)
  return match[1]
}
