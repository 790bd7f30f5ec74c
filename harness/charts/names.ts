/** Label of everything that belongs to a service; its value is {@link objectName}. */
export const SERVICE_LABEL = 'seatrial.service'

/** Label of pods with the revision that they were meant to be. */
export const REVISION_LABEL = 'seatrial.revision'

/** Name of a service's objects: a DNS label, as Services need it (scenarios may have dots in names). */
export const objectName = (service: string): string => service.replaceAll('.', '-')

/** Port of a Service, which is also that of its DNS name. */
export const SERVICE_PORT = 80

/** Ports of the container: work and health, and faults. */
export const CONTAINER_PORT = 8_080
export const CONTROL_PORT = 9_090
