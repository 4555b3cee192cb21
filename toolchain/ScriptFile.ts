/** One file of an Apps Script project, spelt as the Apps Script API spells it. */
export interface ScriptFile {
  /** Without extension; folders are part of it (`pages/Sidebar`). The manifest is `appsscript`. */
  name: string;
  type: 'SERVER_JS' | 'HTML' | 'JSON';
  source: string;
}
