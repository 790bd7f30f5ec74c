/** A name and the team that owns what bears it. */
export interface Named {
  readonly name: string
  readonly team: string
}

/**
 * The critical services of a bank, in the order in which they came to be: each may lean on those before it. Which services of
 * the reference fleet are critical is not published (three are named as sensitive: payments, auth, customer-data): assumed.
 */
export const CRITICAL: readonly Named[] = [
  { name: 'auth', team: 'identity' },
  { name: 'customer-data', team: 'customer' },
  { name: 'ledger', team: 'accounts' },
  { name: 'payment', team: 'payments' },
  { name: 'key-management', team: 'identity' },
  { name: 'account', team: 'accounts' },
  { name: 'balance', team: 'accounts' },
  { name: 'session', team: 'identity' },
  { name: 'token-vault', team: 'cards' },
  { name: 'limit-control', team: 'risk' },
  { name: 'fraud-detection', team: 'risk' },
  { name: 'sanctions-screening', team: 'risk' },
  { name: 'card-authorisation', team: 'cards' },
  { name: 'transfer', team: 'payments' },
  { name: 'clearing', team: 'treasury' },
  { name: 'settlement', team: 'treasury' },
  { name: 'direct-debit', team: 'payments' },
  { name: 'instant-payment', team: 'payments' },
]

const SUBJECTS: Readonly<Record<string, readonly string[]>> = {
  payments: ['payout', 'bill', 'standing-order', 'wire', 'remittance'],
  cards: ['debit-card', 'credit-card', 'virtual-card', 'cash-machine', 'dispute'],
  lending: ['loan', 'mortgage', 'overdraft', 'collection', 'scoring'],
  accounts: ['savings', 'deposit', 'statement', 'interest', 'fee'],
  identity: ['consent', 'onboarding', 'kyc', 'device', 'credential'],
  risk: ['aml', 'exposure', 'case', 'watchlist', 'audit'],
  treasury: ['fx', 'liquidity', 'reconciliation', 'cash-pool', 'tax'],
  customer: ['notification', 'message', 'support', 'loyalty', 'address'],
  merchant: ['merchant', 'invoice', 'checkout', 'acquiring', 'terminal'],
  markets: ['brokerage', 'portfolio', 'fund', 'pension', 'insurance'],
}

const CAPABILITIES = [
  'history',
  'search',
  'rules',
  'scheduler',
  'reporting',
  'export',
  'import',
  'limits',
  'pricing',
  'events',
  'archive',
  'approval',
  'calculator',
  'validation',
  'routing',
  'registry',
  'enrichment',
  'quotes',
  'documents',
  'insights',
] as const

/** Every other service name there is, such as `mortgage-calculator`, with the team of its subject. */
export const SERVICES: readonly Named[] = Object.entries(SUBJECTS).flatMap(([team, subjects]) =>
  subjects.flatMap((subject) => CAPABILITIES.map((capability) => ({ name: `${subject}-${capability}`, team }))),
)

/** What banks buy from others. The published fleet has more than 30; which they are is assumed. */
const PROVIDERS = [
  'card-network',
  'credit-bureau',
  'sanctions-lists',
  'sms-delivery',
  'email-delivery',
  'push-delivery',
  'exchange-rates',
  'market-data',
  'open-banking-hub',
  'euro-clearing',
  'wire-network',
  'instant-scheme',
  'batch-clearing',
  'identity-verification',
  'document-recognition',
  'biometric-check',
  'address-lookup',
  'tax-authority',
  'company-register',
  'insurance-carrier',
  'cash-machine-network',
  'fraud-signals',
  'device-reputation',
  'e-signature',
  'print-and-post',
  'chat-support',
  'product-analytics',
  'hardware-keys',
  'cash-logistics',
  'mobile-wallets',
  'securities-depository',
  'fund-platform',
] as const

/** Names of third parties: each provider first, then the second contract with each. */
export const THIRD_PARTIES: readonly string[] = ['', '-secondary', '-backup'].flatMap((suffix) =>
  PROVIDERS.map((provider) => `${provider}${suffix}`),
)
