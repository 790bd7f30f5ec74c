import type { AddressBook } from './addresses.ts'
import type { Setting } from './settings.ts'
import type { Address } from './workload.ts'

/** A Service that a setting names. */
export interface Mention {
  readonly address: Address
  /** False when the text only equals the name of a Service and nothing says that it is meant as a host. */
  readonly certain: boolean
}

/** The longest runs that can be a host. */
const HOST = /[a-z0-9](?:[-a-z0-9.]*[a-z0-9])?/gi
/** `key: value` and `key=value` lines of configuration files, and options of command lines. */
const ENTRY =
  /(?:^|[\s"'{,])-{0,2}(?:D)?["']?([A-Za-z][\w.-]*)["']?\s{0,8}[:= ]\s{0,8}["']?([a-z0-9][-a-z0-9.,]*)(?=$|[\s"',;}])/gm
/** Last words of names that hold a host. */
const HOST_WORDS =
  /^(host|hostname|addr|address|url|uri|server|service|svc|endpoint|broker|bootstrap|node|peer|connect|upstream|backend|target|domain|dsn|seed|master|leader|primary|proxy|gateway)s?(es)?$/i
/** A command that waits for `host port`, up to the host. */
const WAITS_FOR = /(?:^|[\s;&|(/])(?:nc|ncat|netcat|telnet|wait[-\w.]*)\s+(?:-\S+\s+(?:\d+\s+)?)*$/
/** Ports below are never those of services in a URL-less `host:port`; image tags such as `postgres:14` are. */
const LEAST_PORT = 80

/**
 * The Services that a setting names. Certain are: a host in a URL (also after user and password, also in a list), `host:port`,
 * a name with its namespace, `host port` on a command line (as in `nc -z db 5432`), `$(CART_SERVICE_HOST)`, and a bare name
 * whose key says that it holds a host, such as `DB_HOST`. A bare name under another key is uncertain.
 */
export function mentions(setting: Setting, book: AddressBook, namespace: string | undefined): Mention[] {
  const found = new Map<Address, boolean>()
  const add = (address: Address, certain: boolean) => found.set(address, certain || (found.get(address) ?? false))
  for (const match of setting.text.matchAll(HOST)) {
    const resolved = book.resolve(match[0], namespace)
    if (resolved === undefined) continue
    const before = setting.text.slice(Math.max(0, match.index - 200), match.index)
    const after = setting.text.slice(match.index + match[0].length, match.index + match[0].length + 80)
    if (resolved.qualified || isHostHere(before, after, setting.from)) add(resolved.address, true)
  }
  for (const [key, text] of entries(setting)) {
    for (const part of text.split(/[,;\s]+/)) {
      const resolved = book.resolve(part, namespace)
      if (resolved !== undefined) add(resolved.address, isHostKey(key))
    }
  }
  for (const [, variable] of setting.text.matchAll(/\$[({]?([A-Z0-9_]+)_SERVICE_HOST\b/g)) {
    const resolved = book.resolve(variable!.toLowerCase().replaceAll('_', '-'), namespace)
    if (resolved !== undefined) add(resolved.address, true)
  }
  return [...found].map(([address, certain]) => ({ address, certain }))
}

function entries({ key, text, from }: Setting): (readonly [key: string, text: string])[] {
  const own = from === 'variable' ? [[key, text.trim()] as const] : []
  const inside = [...text.matchAll(ENTRY)].map((match) => [match[1]!, match[2]!] as const)
  // Outside of variables a bare word that is a Service's name by chance is common: only keys that hold hosts count.
  return [...own, ...inside.filter(([inner]) => isHostKey(inner))]
}

function isHostHere(before: string, after: string, from: Setting['from']): boolean {
  if (after.startsWith('://')) return false
  const inUrl = /:\/\/(?:[^\s/?#@]*@)?(?:[^\s/?#@]*,)?$/.test(before)
  if (inUrl) return !/^[^\s/?#,]*@/.test(after)
  const port = /^:(\d{2,5})(?![\d.\w-]|[^\s/,;]*@)/.exec(after)?.[1]
  if (port !== undefined) return Number(port) >= LEAST_PORT && !/[^/]\/$/.test(before)
  return from === 'command' && WAITS_FOR.test(before) && /^\s+\d{2,5}\b/.test(after)
}

function isHostKey(key: string): boolean {
  const words = key.replace(/([a-z0-9])([A-Z])/g, '$1_$2').split(/[^A-Za-z0-9]+/)
  return HOST_WORDS.test(words.findLast((word) => /[A-Za-z]/.test(word)) ?? '')
}
