/**
 * A folder name for each scenario of a suite: its name with everything but letters, digits, `.`, `_` and `-` replaced, and
 * a number behind it where two would be the same.
 */
export function scenarioFolders(names: readonly string[]): string[] {
  const taken = new Set<string>()
  return names.map((name) => {
    const plain = name.replace(/[^A-Za-z0-9._-]+/g, '-').replace(/^[-.]+|[-.]+$/g, '') || 'scenario'
    let folder = plain
    for (let n = 2; taken.has(folder.toLowerCase()); n++) folder = `${plain}-${n}`
    taken.add(folder.toLowerCase())
    return folder
  })
}
