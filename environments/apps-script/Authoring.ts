/** What a connector in a script file of one's own is written with: `Sheetbound.AbstractSource`, and so on. */
export { CONFIG_ATTRIBUTES, EXECUTION_STATUS, HTTP_STATUS, RUN_CONFIG_TYPE } from '../../src/Constants';
export { AbstractConfig, AbstractConfig as Config } from '../../src/Core/AbstractConfig';
export { AbstractConnector } from '../../src/Core/AbstractConnector';
export { AbstractSource } from '../../src/Core/AbstractSource';
export {
  apiKey,
  basic,
  bearer,
  clientCredentials,
  oauth1,
  refreshToken,
  serviceAccount,
  serviceAccountFaults,
  tokenExchange,
} from '../../src/Core/Auth';
export { addDays, countDays, isCivilDate, toCivilDate, toDate } from '../../src/Core/CivilDate';
export { collectPages } from '../../src/Core/CollectPages';
export { csvRecords } from '../../src/Core/CsvRecords';
export { EnvironmentAdapter } from '../../src/Core/EnvironmentAdapter';
export {
  ConfigurationException,
  DataException,
  HttpRequestException,
  TooLargeException,
} from '../../src/Core/Exceptions';
export { resolveNode } from '../../src/Core/FieldsSchema';
export { parseJson, parseJsonText } from '../../src/Core/Json';
export { mapPages } from '../../src/Core/MapPages';
export {
  cursor,
  linkHeader,
  nextUrl,
  offset,
  pageNumber,
  parseLinkHeader,
  queryValue,
  withQuery,
} from '../../src/Core/Paginators';
export { defineParameters } from '../../src/Core/Parameters';
export { cleanNumber, cleanRecord } from '../../src/Core/Values';
