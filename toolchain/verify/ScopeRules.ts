export const AUTH = 'https://www.googleapis.com/auth/';

/** Which calls of a service need which right. */
export interface ScopeRule {
  /** Undefined: methods of objects that services hand out, told by their names alone. */
  service?: string;
  /** Default every member of the service. */
  members?: readonly string[];
  /** Members that need no right, or that another rule is for. */
  except?: readonly string[];
  scope: string;
  /** What the script does with the right, in plain words. */
  reason: string;
  /** Narrower rights with which some scripts make do: a manifest that asks for one of them is taken at its word. */
  narrower?: readonly string[];
  /** How to do without, when there is a way. */
  instead?: string;
}

const OTHER_FILES = ['openById', 'openByUrl', 'open', 'create'];
const NO_FILE = ['getUi'];

/** Scopes by the calls that need them, the narrowest that lets each call work. */
export const SCOPE_RULES: readonly ScopeRule[] = [
  {
    service: 'SpreadsheetApp',
    except: OTHER_FILES,
    scope: `${AUTH}spreadsheets.currentonly`,
    reason: 'reads and writes the spreadsheet that the script belongs to, and no other',
  },
  {
    service: 'SpreadsheetApp',
    members: OTHER_FILES,
    scope: `${AUTH}spreadsheets`,
    narrower: [`${AUTH}spreadsheets.readonly`],
    reason: 'opens or makes other spreadsheets',
    instead: 'SpreadsheetApp.getActiveSpreadsheet() is the spreadsheet that the script belongs to.',
  },
  {
    service: 'UrlFetchApp',
    scope: `${AUTH}script.external_request`,
    reason: 'sends requests to the APIs that data comes from; urlFetchWhitelist says to which',
  },
  {
    service: 'ScriptApp',
    members: ['newTrigger', 'getProjectTriggers', 'getUserTriggers', 'deleteTrigger'],
    scope: `${AUTH}script.scriptapp`,
    reason: 'makes, finds and removes the triggers that run imports by schedule',
  },
  {
    service: 'ScriptApp',
    members: ['getIdentityToken'],
    scope: 'openid',
    reason: 'asks for a token that says who the user is',
  },
  {
    members: ['showModalDialog', 'showModelessDialog', 'showSidebar'],
    scope: `${AUTH}script.container.ui`,
    reason: 'opens dialogs and sidebars beside the spreadsheet',
  },
  {
    service: 'MailApp',
    scope: `${AUTH}script.send_mail`,
    reason: 'sends e-mail in the name of the user',
    instead: 'Notices can go to Google Chat or Slack.',
  },
  {
    service: 'Session',
    members: ['getActiveUser', 'getEffectiveUser', 'getUser'],
    scope: `${AUTH}userinfo.email`,
    reason: 'asks for the e-mail address of the user',
    instead: 'Users are told apart by a random id that is kept in their properties.',
  },
  {
    service: 'DriveApp',
    scope: `${AUTH}drive`,
    narrower: [`${AUTH}drive.readonly`, `${AUTH}drive.file`],
    reason: 'reads and writes files in Google Drive',
  },
  {
    service: 'GmailApp',
    scope: 'https://mail.google.com/',
    narrower: [`${AUTH}gmail.modify`, `${AUTH}gmail.readonly`, `${AUTH}gmail.compose`, `${AUTH}gmail.send`],
    reason: 'reads and sends e-mail',
    instead: 'MailApp.sendEmail needs the right to send only.',
  },
  {
    service: 'CalendarApp',
    scope: `${AUTH}calendar`,
    narrower: [`${AUTH}calendar.readonly`, `${AUTH}calendar.events`, 'https://www.google.com/calendar/feeds'],
    reason: 'reads and changes calendars',
  },
  {
    service: 'DocumentApp',
    except: [...OTHER_FILES, ...NO_FILE],
    scope: `${AUTH}documents.currentonly`,
    reason: 'reads and writes the document that the script belongs to',
  },
  {
    service: 'DocumentApp',
    members: OTHER_FILES,
    scope: `${AUTH}documents`,
    narrower: [`${AUTH}documents.readonly`],
    reason: 'opens or makes documents',
  },
  {
    service: 'SlidesApp',
    except: [...OTHER_FILES, ...NO_FILE],
    scope: `${AUTH}presentations.currentonly`,
    reason: 'reads and writes the presentation that the script belongs to',
  },
  {
    service: 'SlidesApp',
    members: OTHER_FILES,
    scope: `${AUTH}presentations`,
    narrower: [`${AUTH}presentations.readonly`],
    reason: 'opens or makes presentations',
  },
  {
    service: 'FormApp',
    except: [...OTHER_FILES, ...NO_FILE],
    scope: `${AUTH}forms.currentonly`,
    reason: 'reads and changes the form that the script belongs to',
  },
  {
    service: 'FormApp',
    members: OTHER_FILES,
    scope: `${AUTH}forms`,
    reason: 'opens or makes forms',
  },
  {
    service: 'GroupsApp',
    scope: `${AUTH}groups`,
    reason: 'reads the Google groups of the user',
  },
  {
    service: 'ContactsApp',
    scope: 'https://www.google.com/m8/feeds',
    narrower: [`${AUTH}contacts`, `${AUTH}contacts.readonly`],
    reason: 'reads and changes contacts',
  },
  {
    service: 'Jdbc',
    scope: `${AUTH}script.external_request`,
    reason: 'connects to databases',
  },
];

/** A wider right holds the narrower one: it is not asked for as well. */
export const HELD_BY: Readonly<Record<string, string>> = {
  [`${AUTH}spreadsheets.currentonly`]: `${AUTH}spreadsheets`,
  [`${AUTH}documents.currentonly`]: `${AUTH}documents`,
  [`${AUTH}presentations.currentonly`]: `${AUTH}presentations`,
  [`${AUTH}forms.currentonly`]: `${AUTH}forms`,
};

/** What Google shows the user when a script asks for the right; the words may differ a little by language and year. */
export const CONSENT_TEXTS: Readonly<Record<string, string>> = {
  [`${AUTH}spreadsheets.currentonly`]:
    'View and manage spreadsheets that this application has been installed in',
  [`${AUTH}spreadsheets`]: 'See, edit, create, and delete all your Google Sheets spreadsheets',
  [`${AUTH}spreadsheets.readonly`]: 'See all your Google Sheets spreadsheets',
  [`${AUTH}script.external_request`]: 'Connect to an external service',
  [`${AUTH}script.scriptapp`]: 'Allow this application to run when you are not present',
  [`${AUTH}script.container.ui`]:
    'Display and run third-party web content in prompts and sidebars inside Google applications',
  [`${AUTH}script.send_mail`]: 'Send email as you',
  [`${AUTH}userinfo.email`]: 'See your primary Google Account email address',
  [`${AUTH}drive`]: 'See, edit, create, and delete all of your Google Drive files',
  [`${AUTH}drive.readonly`]: 'See and download all your Google Drive files',
  [`${AUTH}drive.file`]:
    'See, edit, create, and delete only the specific Google Drive files you use with this app',
  'https://mail.google.com/': 'Read, compose, send, and permanently delete all your email from Gmail',
  [`${AUTH}calendar`]:
    'See, edit, share, and permanently delete all the calendars you can access using Google Calendar',
  [`${AUTH}documents`]: 'See, edit, create, and delete all your Google Docs documents',
  [`${AUTH}presentations`]: 'See, edit, create, and delete all your Google Slides presentations',
  [`${AUTH}forms`]: 'View and manage your forms in Google Drive',
  [`${AUTH}bigquery`]:
    'View and manage your data in Google BigQuery and see the email address for your Google Account',
  openid: 'Associate you with your personal info on Google',
};

/** The rights that Sheetbound gets by with; a call that needs another one is asked about. */
export const USUAL_SCOPES: readonly string[] = [
  `${AUTH}spreadsheets.currentonly`,
  `${AUTH}script.external_request`,
  `${AUTH}script.scriptapp`,
  `${AUTH}script.container.ui`,
];

/** The rights that notices by e-mail need beside. */
export const EMAIL_SCOPES: readonly string[] = [`${AUTH}script.send_mail`, `${AUTH}userinfo.email`];
