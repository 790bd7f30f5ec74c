/** A program that the environment uses. */
export interface Tool {
  readonly name: string
  readonly program: string
  /** Arguments that make it print its version, where all builds of it take the same. */
  readonly version?: readonly string[]
  /** Whether no environment comes up without it. */
  readonly isRequired: boolean
  readonly use: string
  /** The command that installs it, by platform of Node. */
  readonly install: { readonly linux: string; readonly darwin: string }
}

const goInstall = (module: string): string => `go install ${module}`

/** All programs that the environment can use, the required ones first. */
export const TOOLS: readonly Tool[] = [
  {
    name: 'bash',
    program: 'bash',
    version: ['--version'],
    isRequired: true,
    use: 'starts all other programs',
    install: { linux: 'sudo apt-get install bash', darwin: 'brew install bash' },
  },
  {
    name: 'ps',
    program: 'ps',
    isRequired: true,
    use: 'finds the children of a program that is to be ended',
    install: { linux: 'sudo apt-get install procps', darwin: 'brew install procps' },
  },
  {
    name: 'docker',
    program: 'docker',
    version: ['version', '--format', '{{.Server.Version}}'],
    isRequired: true,
    use: 'runs everything',
    install: { linux: 'sudo apt-get install docker.io', darwin: 'brew install --cask docker' },
  },
  {
    name: 'docker buildx',
    program: 'docker',
    version: ['buildx', 'version'],
    isRequired: true,
    use: 'builds images',
    install: { linux: 'sudo apt-get install docker-buildx', darwin: 'brew install docker-buildx' },
  },
  {
    name: 'kind',
    program: 'kind',
    version: ['version'],
    isRequired: true,
    use: 'clusters; not needed with --kubeconfig and --context',
    install: { linux: goInstall('sigs.k8s.io/kind@v0.27.0'), darwin: 'brew install kind' },
  },
  {
    name: 'terraform',
    program: 'terraform',
    version: ['version'],
    isRequired: false,
    use: 'jobs of kind terraform',
    install: { linux: 'sudo snap install terraform --classic', darwin: 'brew install hashicorp/tap/terraform' },
  },
  {
    name: 'git',
    program: 'git',
    version: ['--version'],
    isRequired: false,
    use: 'delivery by GitOps',
    install: { linux: 'sudo apt-get install git', darwin: 'brew install git' },
  },
  {
    name: 'helm',
    program: 'helm',
    version: ['version', '--short'],
    isRequired: false,
    use: 'renders the chart; without it seatrial renders the same objects itself',
    install: { linux: goInstall('helm.sh/helm/v3/cmd/helm@v3.22.0'), darwin: 'brew install helm' },
  },
  {
    name: 'k6',
    program: 'k6',
    version: ['version'],
    isRequired: false,
    use: 'traffic, and requests lost',
    install: { linux: goInstall('go.k6.io/k6@v1.8.1'), darwin: 'brew install k6' },
  },
  {
    name: 'kwok',
    program: 'kwok',
    version: ['--version'],
    isRequired: false,
    use: 'large fleets of fake pods',
    install: { linux: goInstall('sigs.k8s.io/kwok/cmd/kwok@v0.8.0'), darwin: 'brew install kwok' },
  },
  {
    name: 'trivy',
    program: 'trivy',
    version: ['--version'],
    isRequired: false,
    use: 'image scans',
    install: { linux: 'sudo snap install trivy', darwin: 'brew install trivy' },
  },
  {
    name: 'semgrep',
    program: 'semgrep',
    // Without the second flag it asks the network for a newer version before it ends.
    version: ['--version', '--disable-version-check'],
    isRequired: false,
    use: 'static analysis',
    install: { linux: 'pipx install semgrep', darwin: 'brew install semgrep' },
  },
  {
    name: 'gitleaks',
    program: 'gitleaks',
    version: ['version'],
    isRequired: false,
    use: 'scans for secrets',
    install: { linux: goInstall('github.com/zricethezav/gitleaks/v8@v8.30.1'), darwin: 'brew install gitleaks' },
  },
  {
    name: 'checkov',
    program: 'checkov',
    version: ['--version'],
    isRequired: false,
    use: 'Terraform policies',
    install: { linux: 'pipx install checkov', darwin: 'brew install checkov' },
  },
]
