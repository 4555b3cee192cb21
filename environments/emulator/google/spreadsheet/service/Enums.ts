import type { ServiceHost } from '../../ServiceHost';
import { notEmulated } from '../../ServiceObject';
import { enumeration } from '../../Enumeration';

const MEMBERS: Record<string, string> = {
  BorderStyle: 'DOTTED DASHED SOLID SOLID_MEDIUM SOLID_THICK DOUBLE',
  CopyPasteType:
    'PASTE_NORMAL PASTE_NO_BORDERS PASTE_FORMAT PASTE_FORMULA PASTE_DATA_VALIDATION PASTE_VALUES PASTE_CONDITIONAL_FORMATTING PASTE_COLUMN_WIDTHS',
  DataValidationCriteria:
    'DATE_AFTER DATE_BEFORE DATE_BETWEEN DATE_EQUAL_TO DATE_IS_VALID_DATE DATE_NOT_BETWEEN DATE_ON_OR_AFTER DATE_ON_OR_BEFORE NUMBER_BETWEEN NUMBER_EQUAL_TO NUMBER_GREATER_THAN NUMBER_GREATER_THAN_OR_EQUAL_TO NUMBER_LESS_THAN NUMBER_LESS_THAN_OR_EQUAL_TO NUMBER_NOT_BETWEEN NUMBER_NOT_EQUAL_TO TEXT_CONTAINS TEXT_DOES_NOT_CONTAIN TEXT_EQUAL_TO TEXT_IS_VALID_EMAIL TEXT_IS_VALID_URL VALUE_IN_LIST VALUE_IN_RANGE CUSTOM_FORMULA CHECKBOX',
  DeveloperMetadataLocationType: 'SPREADSHEET SHEET ROW COLUMN',
  DeveloperMetadataVisibility: 'DOCUMENT PROJECT',
  Dimension: 'COLUMNS ROWS',
  Direction: 'UP DOWN PREVIOUS NEXT',
  ProtectionType: 'RANGE SHEET',
  RecalculationInterval: 'ON_CHANGE MINUTE HOUR',
  SheetType: 'GRID OBJECT DATASOURCE',
  SortOrder: 'ASCENDING DESCENDING',
  TextDirection: 'LEFT_TO_RIGHT RIGHT_TO_LEFT',
  ValueType: 'IMAGE',
  WrapStrategy: 'WRAP OVERFLOW CLIP',
};

const ABSENT =
  'AutoFillSeries BandingTheme BooleanCriteria ColorType DataExecutionErrorCode DataExecutionState DataSourceParameterType DataSourceType DateTimeGroupingRuleType FrequencyType GroupControlTogglePosition InterpolationType PivotTableSummarizeFunction PivotValueDisplayType RelativeDate TextToColumnsDelimiter ThemeColorType';

/** A member of an enum of SpreadsheetApp, the same object at each call of an execution. */
export function enumMember(host: ServiceHost, name: string, member: string): unknown {
  return enumeration(host, `SpreadsheetApp.${name}`, (MEMBERS[name] ?? '').split(' '))[member];
}

/** Puts the enums on the service, made when they are first looked at. Those that are not emulated say so. */
export function defineEnums(host: ServiceHost, service: object): void {
  for (const [name, members] of Object.entries(MEMBERS)) {
    Object.defineProperty(service, name, {
      get: () => enumeration(host, `SpreadsheetApp.${name}`, members.split(' ')),
      enumerable: false,
      configurable: true,
    });
  }
  for (const name of ABSENT.split(' ')) {
    Object.defineProperty(service, name, {
      get: () => {
        throw notEmulated(host, `SpreadsheetApp.${name}`);
      },
      enumerable: false,
      configurable: true,
    });
  }
}
