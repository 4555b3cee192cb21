/** Thrown when a person closes a dialog: nothing more happens, and it is no failure. */
export class Cancelled extends Error {
  constructor() {
    super('Cancelled. Nothing was changed.');
    this.name = 'Cancelled';
  }
}

const TITLE = 'Sheetbound';

/** Plain dialogs in front of the person who clicked. Each blocks, and its time counts to the six minutes. */
export class Dialogs {
  constructor(
    private readonly ui: GoogleAppsScript.Base.Ui,
    private readonly spreadsheet: () => GoogleAppsScript.Spreadsheet.Spreadsheet,
  ) {}

  /** In the corner, for so many seconds. */
  toast(message: string, seconds = 10): void {
    this.spreadsheet().toast(message, TITLE, seconds);
  }

  alert(title: string, message: string): void {
    this.ui.alert(title, message, this.ui.ButtonSet.OK);
  }

  /** A page in a window of its own, which stays when the execution is over. */
  page(title: string, html: string): void {
    const output = HtmlService.createHtmlOutput(html).setWidth(480).setHeight(320);
    this.ui.showModalDialog(output, title);
  }

  confirm(title: string, question: string): boolean {
    return this.ui.alert(title, question, this.ui.ButtonSet.YES_NO) === this.ui.Button.YES;
  }

  /** What was typed, trimmed. */
  ask(title: string, question: string): string {
    const response = this.ui.prompt(title, question, this.ui.ButtonSet.OK_CANCEL);
    if (response.getSelectedButton() !== this.ui.Button.OK) throw new Cancelled();
    return (response.getResponseText() ?? '').trim();
  }

  /** Index of the chosen line, by its number or its text; asks again until it is one of them. */
  choose(title: string, question: string, options: readonly string[]): number {
    const list = options.map((option, index) => `${index + 1}  ${option}`).join('\n');
    for (let complaint = ''; ;) {
      const typed = this.ask(title, `${complaint}${question}\n\n${list}\n\nType a number:`);
      const byText = options.findIndex(option => option.toLowerCase() === typed.toLowerCase());
      const index = byText >= 0 ? byText : Number(typed) - 1;
      if (options[index] !== undefined) return index;
      complaint = `"${typed}" is not in the list.\n`;
    }
  }
}

/** Undefined where nobody sits in front: a trigger. */
export function openDialogs(
  spreadsheet: () => GoogleAppsScript.Spreadsheet.Spreadsheet,
): Dialogs | undefined {
  try {
    return new Dialogs(SpreadsheetApp.getUi(), spreadsheet);
  } catch {
    return undefined;
  }
}
