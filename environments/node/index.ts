import { installEnvironment } from '../../src/Core/EnvironmentAdapter';
import { createNodeEnvironment } from './NodeEnvironment';

// Importing this entry point is the decision to run on Node; a later installEnvironment replaces it.
installEnvironment(createNodeEnvironment());

export { installEnvironment } from '../../src/Core/EnvironmentAdapter';
export { createNodeEnvironment, type NodeEnvironmentOptions } from './NodeEnvironment';
export type { HostMap } from './HostMap';
