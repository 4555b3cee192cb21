import { installEnvironment } from '../../src/Core/EnvironmentAdapter';
import { createNodeEnvironment } from './NodeEnvironment';

// Importing this entry point is the decision to run on Node; a later installEnvironment replaces it.
installEnvironment(createNodeEnvironment());

export * from '../../src/index';
export { startSimulators, type Simulators } from '../emulator/apis/Simulators';
export type { HostMap } from './HostMap';
export { createNodeEnvironment, type NodeEnvironmentOptions } from './NodeEnvironment';
export { createStorageFactory, STORAGE_SPECS } from './storages/StorageFactory';
