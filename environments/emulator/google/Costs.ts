/** Virtual milliseconds of a service call, by full name, else by class or service; measured figures are rounded. */
const COSTS: Readonly<Record<string, number>> = {
  console: 1,
  Logger: 1,
  Session: 5,
  Utilities: 1,
  Blob: 1,
  Ui: 20,
  Menu: 1,
  PromptResponse: 0,
  HtmlService: 5,
  CacheService: 0,
  'CacheService.Cache': 30,
  LockService: 0,
  'LockService.Lock': 20,
  PropertiesService: 0,
  'PropertiesService.Properties': 40,
  MailApp: 500,
  'MailApp.getRemainingDailyQuota': 50,
  ScriptApp: 5,
  'ScriptApp.ClockTriggerBuilder': 0,
  'ScriptApp.ClockTriggerBuilder.create': 400,
  'ScriptApp.SpreadsheetTriggerBuilder.create': 400,
  'ScriptApp.getProjectTriggers': 150,
  'ScriptApp.deleteTrigger': 300,
  'ScriptApp.Trigger': 0,
  UrlFetchApp: 20,
  'UrlFetchApp.getRequest': 1,
  'UrlFetchApp.HTTPResponse': 0,
  SpreadsheetApp: 5,
  'SpreadsheetApp.flush': 150,
  'SpreadsheetApp.Spreadsheet': 10,
  'SpreadsheetApp.Spreadsheet.toast': 60,
  'SpreadsheetApp.Spreadsheet.insertSheet': 300,
  'SpreadsheetApp.Spreadsheet.deleteSheet': 300,
  'SpreadsheetApp.Sheet': 20,
  'SpreadsheetApp.Sheet.getRange': 1,
  'SpreadsheetApp.Sheet.appendRow': 200,
  'SpreadsheetApp.Sheet.insertRowsAfter': 100,
  'SpreadsheetApp.Sheet.deleteRows': 100,
  'SpreadsheetApp.Range': 30,
  'SpreadsheetApp.Range.getValues': 100,
  'SpreadsheetApp.Range.getFormulas': 100,
  'SpreadsheetApp.Range.getDisplayValues': 100,
  'SpreadsheetApp.Range.getNotes': 80,
  'SpreadsheetApp.Range.getNumberFormats': 80,
  'SpreadsheetApp.Range.setValues': 200,
  'SpreadsheetApp.Range.setFormulas': 200,
  'SpreadsheetApp.Range.sort': 300,
};

/** What a call costs; `overrides` are looked at first, in the same three steps. */
export function costOf(name: string, overrides: Readonly<Record<string, number>> = {}): number {
  const service = name.split('.', 1)[0] ?? name;
  const owner = name.slice(0, Math.max(name.lastIndexOf('.'), 0)) || service;
  for (const table of [overrides, COSTS])
    for (const key of [name, owner, service]) {
      const cost = table[key];
      if (cost !== undefined) return cost;
    }
  return 1;
}
