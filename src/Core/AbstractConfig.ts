import { CONFIG_ATTRIBUTES } from '../Constants';
import { checkDeclarations } from './DeclarationCheck';
import type { PropertyScope } from './EnvironmentAdapter';
import { ConfigurationException, type Fault } from './Exceptions';
import type { LooseParameters, ParameterDeclarations, ParametersOf } from './Parameters';
import { resolveParameters } from './ParameterValues';
import { STANDARD_PARAMETERS, type StandardParameters } from './StandardParameters';

/** The standard parameters as far as the source does not declare them itself. */
export type WithStandard<P> = P & Omit<StandardParameters, keyof P>;

/** What the methods of a merged configuration know. */
export interface ConfigMethods {
  /** Every fault of the given values. */
  faults(): readonly Fault[];
  /** Throws one `ConfigurationException` with every fault, plus `more`. */
  validate(more?: readonly Fault[]): void;
  /** The values of SECRET parameters, for redaction only. */
  secrets(): readonly string[];
  /** The declarations, standard ones included: what a form or `describe` is made from. */
  declarations(): ParameterDeclarations;
  /** Names of the parameters that were given for one backfill only. */
  overridden(): readonly string[];
  /** Sentences about deprecated settings that are in use. */
  warnings(): readonly string[];
  /** Who speaks in messages. */
  speaker(): string;
  /** Where the secrets of this import are kept, and with them the tokens that replace them. */
  secretScope(): PropertyScope;
}

/** A frozen configuration: typed parameters (upper-case names) beside methods (lower-case names). */
export type ConfigOf<P> = (string extends keyof P ? LooseParameters : ParametersOf<WithStandard<P>>) &
  ConfigMethods;

const PARAMETER_NAME = /^[A-Z][A-Za-z0-9]*$/;

/**
 * The values that a user gave, before it is known which parameters there are. A source merges its declarations in:
 * `super(config.mergeParameters({...}))`.
 */
export class AbstractConfig {
  private values: Readonly<Record<string, unknown>>;
  private overrides: Readonly<Record<string, unknown>> = {};
  private scope: PropertyScope = 'user';

  /** `speaker` starts every message, e.g. `GitHub`. */
  constructor(
    values: Readonly<Record<string, unknown>> = {},
    private readonly speaker = 'Configuration',
  ) {
    this.values = { ...values };
  }

  /** Adds or replaces values. What was merged before keeps what it had. */
  setParametersValues(values: Readonly<Record<string, unknown>>): this {
    this.values = { ...this.values, ...values };
    return this;
  }

  /**
   * Values for one manual backfill. A parameter without the attribute MANUAL_BACKFILL may not be among them: that is
   * a fault, and so is a run that is not a backfill.
   */
  overrideForBackfill(values: Readonly<Record<string, unknown>>): this {
    this.overrides = { ...this.overrides, ...values };
    return this;
  }

  /** `document`: the import shares its secrets with everyone who edits the file. Default `user`. */
  keepSecretsFor(scope: PropertyScope): this {
    this.scope = scope;
    return this;
  }

  /** Throws on a declaration that could never work; faults in values are collected until `validate`. */
  mergeParameters<const P extends ParameterDeclarations>(parameters: P): ConfigOf<P> {
    for (const name of Object.keys(parameters)) {
      if (!PARAMETER_NAME.test(name))
        throw new Error(
          `[${this.speaker}] Parameter "${name}" must begin with an upper-case letter and hold letters and digits only.`,
        );
    }
    checkDeclarations(parameters, this.speaker);
    const declarations: ParameterDeclarations = { ...STANDARD_PARAMETERS, ...parameters };
    const { speaker, scope, overrides } = this;
    const resolution = resolveParameters(declarations, { ...this.values, ...overrides });
    resolution.faults.push(...refusedOverrides(declarations, overrides));
    const methods: ConfigMethods = {
      faults: () => resolution.faults,
      overridden: () => Object.keys(overrides),
      warnings: () => resolution.warnings,
      secrets: () => resolution.secrets,
      declarations: () => declarations,
      speaker: () => speaker,
      secretScope: () => scope,
      validate(more = []) {
        const faults = [...resolution.faults, ...more];
        if (faults.length) throw new ConfigurationException(speaker, faults);
      },
    };
    return Object.freeze(
      Object.assign(Object.create(methods) as object, resolution.parameters),
    ) as ConfigOf<P>;
  }
}

function refusedOverrides(
  declarations: ParameterDeclarations,
  overrides: Readonly<Record<string, unknown>>,
): Fault[] {
  const mayBe = (name: string) => declarations[name]?.attributes?.includes(CONFIG_ATTRIBUTES.MANUAL_BACKFILL);
  const label = (name: string) => declarations[name]?.label ?? name;
  const allowed = Object.keys(declarations).filter(mayBe).map(label).join(', ');
  return Object.keys(overrides)
    .filter(name => Object.hasOwnProperty.call(declarations, name) && !mayBe(name))
    .map(parameter => ({
      parameter,
      message: `${label(parameter)}: cannot be changed for one backfill; only ${allowed || 'nothing'} can.`,
    }));
}

/** The name that connectors use. */
export { AbstractConfig as Config };
