/**
 * The global variable `Sheetbound`. What menus, triggers and pages call becomes a top-level function of the script
 * too, and so does `forHost`; what connectors are written with does not.
 */
import { DEPLOYMENT } from 'sheetbound:deployment';
import { installEnvironment } from '../../src/Core/EnvironmentAdapter';
import { createAppsScriptEnvironment } from './AppsScriptEnvironment';
import { workForOthersOnly } from './Host';

export * from './Authoring';
export * from './EntryPoints';
export { forHost } from './Library';

// For scripts that use sources by themselves; calls no service. Each entry point installs its own, with its own start.
installEnvironment(createAppsScriptEnvironment({ startedAt: Date.now() }));
if (DEPLOYMENT.library) workForOthersOnly();
