import { describe, expectTypeOf, it } from 'vitest';
import { AbstractConfig } from '../../src/Core/AbstractConfig';
import { defineParameters } from '../../src/Core/Parameters';

const parameters = defineParameters({
  Token: { requiredType: 'string', isRequired: true },
  From: { requiredType: 'date' },
  Days: { requiredType: 'number', default: 31 },
  Flag: { requiredType: 'boolean' },
  Region: { requiredType: 'string', isRequired: true, options: ['EU', 'US'] },
  Anything: {},
  Auth: {
    isRequired: true,
    oneOf: [
      { value: 'key', items: { Key: { requiredType: 'string', isRequired: true } } },
      {
        value: 'oauth',
        items: { ClientId: { requiredType: 'string', isRequired: true }, Scope: { requiredType: 'string' } },
      },
    ],
  },
});

const config = new AbstractConfig({}).mergeParameters(parameters);

describe('the type of a parameter', () => {
  it('follows from its declaration', () => {
    expectTypeOf(config.Token.value).toEqualTypeOf<string>();
    expectTypeOf(config.From.value).toEqualTypeOf<Date | undefined>();
    expectTypeOf(config.Days.value).toEqualTypeOf<number>();
    expectTypeOf(config.Flag.value).toEqualTypeOf<boolean | undefined>();
    expectTypeOf(config.Region.value).toEqualTypeOf<'EU' | 'US'>();
    expectTypeOf(config.Anything.value).toEqualTypeOf<string | number | boolean | undefined>();
  });

  it('has the standard parameters beside the declared ones', () => {
    expectTypeOf(config.MaxFetchingDays.value).toEqualTypeOf<number>();
    expectTypeOf(config.EndDate.value).toEqualTypeOf<Date | undefined>();
  });

  it('narrows a choice by its value', () => {
    const { Auth } = config;
    if (Auth.value === 'key') expectTypeOf(Auth.items.Key.value).toEqualTypeOf<string>();
    if (Auth.value === 'oauth') expectTypeOf(Auth.items.Scope.value).toEqualTypeOf<string | undefined>();
  });

  it('knows which parameters there are', () => {
    // @ts-expect-error not declared
    void config.Tokn;
    // @ts-expect-error of the other choice
    void (() => config.Auth.items.Nope);
    // @ts-expect-error no such type
    defineParameters({ A: { requiredType: 'text' } });
  });
});
