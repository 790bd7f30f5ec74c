const CODE = { languages: ['javascript', 'typescript'], severity: 'ERROR' } as const

/** Rules of the static analysis, in Semgrep's own shape: code that no service should have. */
export const STATIC_RULES = [
  { ...CODE, id: 'evaluated-text', message: 'text is evaluated as code', pattern: 'eval(...)' },
  {
    ...CODE,
    id: 'unchecked-certificate',
    message: 'the certificate of the other side is not checked',
    pattern: '{ ..., rejectUnauthorized: false, ... }',
  },
  {
    ...CODE,
    id: 'shell-from-text',
    message: 'a shell runs text that was put together',
    patterns: [{ pattern: 'execSync($COMMAND, ...)' }, { 'pattern-not': 'execSync("...", ...)' }],
  },
] as const
