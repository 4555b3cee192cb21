import type { ExecutionKind, UserState } from './EmulatorState';

const CURRENT_ONLY = 'https://www.googleapis.com/auth/spreadsheets.currentonly';
/** What runs at the top level of a file may touch these before the user has authorised anything. */
const ALWAYS = /^(console|Logger|HtmlService|Utilities|Blob)\b/;

/** What decides about the rights of an execution. */
export interface GatedExecution {
  readonly kind: ExecutionKind;
  readonly userState: UserState;
  /** Whether the functions of the project run already, as against the statements of its top level. */
  readonly evaluated: boolean;
  exception(message: string): Error;
}

/** What an execution may do, by the scopes of the manifest and by what its user granted. */
export class PermissionGate {
  /** `declared`: scopes of the manifest; undefined where Google would find them by itself, which is all that are needed. */
  constructor(
    private readonly execution: GatedExecution,
    private readonly declared: readonly string[] | undefined,
  ) {}

  hasScope(scope: string): boolean {
    return this.execution.kind === 'simple-trigger' ? scope === CURRENT_ONLY : this.isGranted(scope);
  }

  isGranted(scope: string): boolean {
    if (this.declared && !this.declared.includes(scope)) return false;
    const { grantedScopes } = this.execution.userState;
    return grantedScopes === 'all' || grantedScopes.includes(scope);
  }

  get isAuthorized(): boolean {
    return (this.declared ?? []).every(scope => this.isGranted(scope));
  }

  /** `scope` may name several of which one suffices, with ` || ` between them. */
  requireScope(scope: string, method: string): void {
    const choices = scope.split(' || ');
    if (choices.some(choice => this.hasScope(choice))) return;
    const needed = choices.length > 1 ? `(${choices.join(' || ')})` : scope;
    throw this.execution.exception(
      `You do not have permission to call ${method}. Required permissions: ${needed}`,
    );
  }

  /** Services are not authorised while the top level of the files runs for a simple trigger. */
  checkCall(name: string): void {
    if (this.execution.evaluated || this.execution.kind !== 'simple-trigger' || ALWAYS.test(name)) return;
    throw this.execution.exception(`You do not have permission to call ${name}`);
  }
}
