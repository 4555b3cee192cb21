/** What menus, triggers and pages call. */
import { cleanUpExpiredData as cleanUpExpiredDataAction } from './actions/CleanUpExpiredData';
import { deleteImport as deleteImportAction } from './actions/DeleteImport';
import { describeSources as describeSourcesAction } from './actions/DescribeSources';
import {
  continueRun as continueRunAction,
  importNewData as importNewDataAction,
} from './actions/ImportNewData';
import { listImports as listImportsAction } from './actions/ListImports';
import { manageCredentials as manageCredentialsAction } from './actions/ManageCredentials';
import { manageNotices as manageNoticesAction } from './actions/ManageNotices';
import { manualBackfill as manualBackfillAction } from './actions/ManualBackfill';
import { previewImport as previewImportAction } from './actions/PreviewImport';
import { probePlatform as probePlatformAction } from './actions/ProbePlatform';
import { repairSchedule as repairScheduleAction } from './actions/RepairSchedule';
import { getRunHistory as getRunHistoryAction } from './actions/RunHistory';
import { saveImport as saveImportAction } from './actions/SaveImport';
import { getSignIn as getSignInAction, signIn as signInAction } from './actions/SignIn';
import {
  turnScheduleOff as turnScheduleOffAction,
  turnScheduleOn as turnScheduleOnAction,
} from './actions/Schedules';
import { takeOverSchedule as takeOverScheduleAction } from './actions/TakeOverSchedule';
import { undoLastRun as undoLastRunAction } from './actions/UndoLastRun';
import { serve } from './serve';

export { onInstall, onOpen } from './Menu';
export { finishSignIn } from './sign-in/FinishSignIn';
export { runTicker } from './ticker/RunTicker';

export const importNewData = serve(importNewDataAction);
export const manualBackfill = serve(manualBackfillAction);
export const previewImport = serve(previewImportAction);
export const continueRun = serve(continueRunAction);
export const undoLastRun = serve(undoLastRunAction);
export const listImports = serve(listImportsAction);
export const saveImport = serve(saveImportAction);
export const deleteImport = serve(deleteImportAction);
export const describeSources = serve(describeSourcesAction);
export const turnScheduleOn = serve(turnScheduleOnAction);
export const turnScheduleOff = serve(turnScheduleOffAction);
export const takeOverSchedule = serve(takeOverScheduleAction);
export const repairSchedule = serve(repairScheduleAction);
export const signIn = serve(signInAction);
export const getSignIn = serve(getSignInAction);
export const manageCredentials = serve(manageCredentialsAction);
export const manageNotices = serve(manageNoticesAction);
export const cleanUpExpiredData = serve(cleanUpExpiredDataAction);
export const getRunHistory = serve(getRunHistoryAction);
export const probePlatform = serve(probePlatformAction);
