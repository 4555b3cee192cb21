/** The public surface: Core, the connectors of this build and the storages. Import an entry point of a runtime too. */
export * from './Constants';
export { AbstractConfig, AbstractConfig as Config, type ConfigOf } from './Core/AbstractConfig';
export { AbstractConnector, type ConnectorServices } from './Core/AbstractConnector';
export {
  AbstractSource,
  type FetchContext,
  type RequestOptions,
  type SourceState,
} from './Core/AbstractSource';
export * from './Core/AbstractStorage';
export type { AccountInfo } from './Core/AccountInfo';
export type { Answered, Verdict } from './Core/AnswerErrors';
export * from './Core/Auth';
export * from './Core/CivilDate';
export type { ConnectorEntry, ConnectorManifest, ConnectorRegistry } from './Core/ConnectorRegistry';
export { collectPages } from './Core/CollectPages';
export { csvRecords, type CsvOptions } from './Core/CsvRecords';
export * from './Core/EnvironmentAdapter';
export * from './Core/Exceptions';
export type { Answer, Command, FetchedRecords, Pages, Steps } from './Core/FetchProtocol';
export { parseFieldsSchema, resolveNode } from './Core/FieldsSchema';
export { parseJson, parseJsonText } from './Core/Json';
export { createPropertyLease, type Lease } from './Core/Lease';
export { mapPages } from './Core/MapPages';
export * from './Core/Paginators';
export {
  defineParameters,
  type OAuthParams,
  type ParameterDeclaration,
  type ParameterDeclarations,
  type ParameterOption,
  type SignInParams,
} from './Core/Parameters';
export type { Part } from './Core/Parts';
export { redact } from './Core/Redaction';
export type { ReportJob, ReportStatus } from './Core/Reports';
export type * from './Core/RunReport';
export type { RunRequest } from './Core/RunSetup';
export { memoryRunStateStore, type RunState, type RunStateStore } from './Core/RunState';
export type * from './Core/Schema';
export { isShortLink, resolveShortLink, ShortLinks, type SendLink } from './Core/ShortLinks';
export { cleanNumber, cleanRecord } from './Core/Values';
export { AvailableConnectors } from 'sheetbound:connectors';
