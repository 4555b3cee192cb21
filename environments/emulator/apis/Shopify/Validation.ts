import { GraphQLError, validate, type DocumentNode, type GraphQLSchema } from 'graphql';

/** An error as the Admin API writes it. */
export interface ApiError {
  message: string;
  locations?: readonly { line: number; column: number }[];
  path?: readonly (string | number)[];
  extensions?: Readonly<Record<string, unknown>>;
}

/** What is wrong with a query, in the API's words. */
export function validationErrors(schema: GraphQLSchema, document: DocumentNode): ApiError[] {
  return validate(schema, document).map(error => inTheirWords(error));
}

const WORDS: readonly [RegExp, (...parts: string[]) => Omit<ApiError, 'locations'>][] = [
  [
    /^Cannot query field "(\w+)" on type "(\w+)"/,
    (fieldName, typeName) => ({
      message: `Field '${fieldName}' doesn't exist on type '${typeName}'`,
      extensions: { code: 'undefinedField', typeName, fieldName },
    }),
  ],
  [
    /^Unknown argument "(\w+)" on field "\w+\.(\w+)"/,
    (argumentName, name) => ({
      message: `Field '${name}' doesn't accept argument '${argumentName}'`,
      extensions: { code: 'argumentNotAccepted', name, typeName: 'Field', argumentName },
    }),
  ],
  [
    /^Field "(\w+)" of type "([^"]+)" must have a selection/,
    (name, type) => ({
      message: `Field must have selections (field '${name}' returns ${type.replace(/[[\]!]/g, '')} but has no selections. Did you mean '${name} { ... }'?)`,
      extensions: { code: 'selectionMismatch', nodeName: `field '${name}'` },
    }),
  ],
  [
    /^Field "(\w+)" must not have a selection since type "([^"]+)"/,
    (name, type) => ({
      message: `Selections can't be made on scalars (field '${name}' returns ${type.replace(/[[\]!]/g, '')} but has selections)`,
      extensions: { code: 'selectionMismatch', nodeName: `field '${name}'` },
    }),
  ],
  [
    /^Unknown type "(\w+)"/,
    typeName => ({
      message: `No such type ${typeName}, so it can't be a fragment condition`,
      extensions: { code: 'undefinedType', typeName },
    }),
  ],
];

function inTheirWords(error: GraphQLError): ApiError {
  const locations = error.locations ?? [];
  for (const [pattern, words] of WORDS) {
    const match = pattern.exec(error.message);
    if (match) return { ...words(...match.slice(1)), locations, path: ['query'] };
  }
  return { message: error.message, locations, path: ['query'], extensions: { code: 'invalid' } };
}

/** A refusal while a query runs. */
export function refusal(
  message: string,
  code: string,
  more: Readonly<Record<string, unknown>> = {},
): GraphQLError {
  return new GraphQLError(message, { extensions: { code, ...more } });
}
