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

// For scripts that use sources by themselves. Each entry point installs its own, with its own start: so it is made only
// when it is used, for all of this runs at the start of every execution.
const startedAt = Date.now();
installEnvironment(() => createAppsScriptEnvironment({ startedAt }));
if (DEPLOYMENT.library) workForOthersOnly();
