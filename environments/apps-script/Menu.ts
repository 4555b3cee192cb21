import { explaining } from './Faults';

/** A line of the menu: a caption with its function, a menu below it, or a line between. */
type Item =
  readonly [caption: string, functionName: string] | readonly [caption: string, items: readonly Item[]] | '-';

const ITEMS: readonly Item[] = [
  ['Import new data', 'importNewData'],
  ['Preview changes', 'previewImport'],
  ['Backfill a date range', 'manualBackfill'],
  ['Undo last run', 'undoLastRun'],
  '-',
  ['Add or change an import', 'saveImport'],
  ['Turn schedule on', 'turnScheduleOn'],
  ['Turn schedule off', 'turnScheduleOff'],
  ['Sign in', 'signIn'],
  ['Manage credentials', 'manageCredentials'],
  ['Clean up expired data', 'cleanUpExpiredData'],
  ['Run history', 'getRunHistory'],
  [
    'Advanced',
    [
      ['Check health', 'repairSchedule'],
      ['Take over schedule', 'takeOverSchedule'],
      ['Set up notices', 'manageNotices'],
      ['Probe platform', 'probePlatform'],
      ['Remove import', 'deleteImport'],
    ],
  ],
];

/** Runs before anybody has authorised anything: adds the menu and touches no other service. */
export function onOpen(): void {
  explaining(() => {
    const ui = SpreadsheetApp.getUi();
    fill(ui, ui.createMenu('Sheetbound'), ITEMS).addToUi();
  });
}

export function onInstall(): void {
  onOpen();
}

function fill(
  ui: GoogleAppsScript.Base.Ui,
  menu: GoogleAppsScript.Base.Menu,
  items: readonly Item[],
): GoogleAppsScript.Base.Menu {
  for (const item of items) {
    if (item === '-') menu.addSeparator();
    else if (typeof item[1] === 'string') menu.addItem(item[0], item[1]);
    else menu.addSubMenu(fill(ui, ui.createMenu(item[0]), item[1]));
  }
  return menu;
}
