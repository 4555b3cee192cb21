const WHERE = 'in the spreadsheet under Sheetbound > Manage credentials, in a terminal by its --secret';

/** Where credentials are corrected. */
export const REENTER = `Whoever entered them has to check both: ${WHERE}.`;

/** Who has to do what, and where. `what` is what comes back from signing in: `refresh token`. */
export function signInAgain(what: string): string {
  return `The sign-in has ended or was withdrawn. Nothing was written. Whoever did has to sign in again (Sheetbound > Sign in, npx sheetbound login), or enter a new ${what} ${WHERE}.`;
}
