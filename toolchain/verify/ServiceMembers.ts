/**
 * What each service of Apps Script has, as the types of Google's services say. Made by
 * `npx vitest run test/toolchain/verify/service-members.test.ts -u`.
 */
export const SERVICE_MEMBERS: Readonly<Record<string, string>> = {
  Browser: 'Buttons inputBox msgBox',
  CacheService: 'getDocumentCache getScriptCache getUserCache',
  CalendarApp:
    'Color EventColor EventTransparency EventType GuestStatus Month Visibility Weekday createAllDayEvent createAllDayEventSeries createCalendar createEvent createEventFromDescription createEventSeries getAllCalendars getAllOwnedCalendars getCalendarById getCalendarsByName getColor getDefaultCalendar getDescription getEventById getEventSeriesById getEvents getEventsForDay getId getName getOwnedCalendarById getOwnedCalendarsByName getTimeZone isHidden isMyPrimaryCalendar isOwnedByMe isSelected newRecurrence setColor setDescription setHidden setName setSelected setTimeZone subscribeToCalendar',
  CardService:
    'BorderType ComposedEmailType ContentType DisplayStyle GridItemLayout HorizontalAlignment Icon ImageCropType ImageStyle InputType Interaction LoadIndicator OnClose OpenAs SelectionInputType SwitchControlType TextButtonStyle UpdateDraftBodyType newAction newActionResponseBuilder newAttachment newAuthorizationAction newAuthorizationException newBorderStyle newButtonSet newCalendarEventActionResponseBuilder newCardAction newCardBuilder newCardHeader newCardSection newComposeActionResponseBuilder newDatePicker newDateTimePicker newDecoratedText newDivider newDriveItemsSelectedActionResponseBuilder newEditorFileScopeActionResponseBuilder newFixedFooter newGrid newGridItem newIconImage newImage newImageButton newImageComponent newImageCropStyle newKeyValue newLinkPreview newMaterialIcon newNavigation newNotification newOpenLink newSelectionInput newSuggestions newSuggestionsResponseBuilder newSwitch newTextButton newTextInput newTextParagraph newTimePicker newUniversalActionResponseBuilder newUpdateDraftActionResponseBuilder newUpdateDraftBccRecipientsAction newUpdateDraftBodyAction newUpdateDraftCcRecipientsAction newUpdateDraftSubjectAction newUpdateDraftToRecipientsAction newValidation',
  Charts:
    'ChartHiddenDimensionStrategy ChartMergeStrategy ChartType ColumnType CurveStyle PointStyle Position newAreaChart newBarChart newColumnChart newDataTable newDataViewDefinition newLineChart newPieChart newScatterChart newTableChart newTextStyle',
  ConferenceDataService:
    'ConferenceErrorType EntryPointFeature EntryPointType newConferenceDataBuilder newConferenceError newConferenceParameter newEntryPoint',
  ContactsApp:
    'ExtendedField Field Gender Month Priority Sensitivity createContact createContactGroup deleteContact deleteContactGroup findByEmailAddress findContactGroup getAllContacts getContact getContactById getContactGroup getContactGroupById getContactGroups getContacts getContactsByAddress getContactsByCompany getContactsByCustomField getContactsByDate getContactsByEmailAddress getContactsByGroup getContactsByIM getContactsByJobTitle getContactsByName getContactsByNotes getContactsByPhone getContactsByUrl',
  ContentService: 'MimeType createTextOutput',
  DataStudioApp: 'createCommunityConnector',
  DocumentApp:
    'Attribute ElementType FontFamily GlyphType HorizontalAlignment ParagraphHeading PositionedLayout TextAlignment VerticalAlignment create getActiveDocument getUi openById openByUrl',
  DriveApp:
    'Access Permission addFile addFolder continueFileIterator continueFolderIterator createFile createFolder createShortcut createShortcutForTargetIdAndResourceKey getFileById getFileByIdAndResourceKey getFiles getFilesByName getFilesByType getFolderById getFolderByIdAndResourceKey getFolders getFoldersByName getRootFolder getStorageLimit getStorageUsed getTrashedFiles getTrashedFolders removeFile removeFolder searchFiles searchFolders',
  FormApp:
    'Alignment DestinationType FeedbackType ItemType PageNavigationType create createCheckboxGridValidation createCheckboxValidation createFeedback createGridValidation createParagraphTextValidation createTextValidation getActiveForm getUi openById openByUrl',
  GmailApp:
    'createDraft createLabel deleteLabel getAliases getChatThreads getDraft getDraftMessages getDrafts getInboxThreads getInboxUnreadCount getMessageById getMessagesForThread getMessagesForThreads getPriorityInboxThreads getPriorityInboxUnreadCount getSpamThreads getSpamUnreadCount getStarredThreads getStarredUnreadCount getThreadById getTrashThreads getUserLabelByName getUserLabels markMessageRead markMessageUnread markMessagesRead markMessagesUnread markThreadImportant markThreadRead markThreadUnimportant markThreadUnread markThreadsImportant markThreadsRead markThreadsUnimportant markThreadsUnread moveMessageToTrash moveMessagesToTrash moveThreadToArchive moveThreadToInbox moveThreadToSpam moveThreadToTrash moveThreadsToArchive moveThreadsToInbox moveThreadsToSpam moveThreadsToTrash refreshMessage refreshMessages refreshThread refreshThreads search sendEmail setCurrentMessageAccessToken starMessage starMessages unstarMessage unstarMessages',
  GroupsApp: 'Role getGroupByEmail getGroups',
  HtmlService:
    'SandboxMode XFrameOptionsMode createHtmlOutput createHtmlOutputFromFile createTemplate createTemplateFromFile getUserAgent',
  Jdbc: 'getCloudSqlConnection getConnection newDate newTime newTimestamp parseDate parseTime parseTimestamp',
  LanguageApp: 'translate',
  LinearOptimizationService: 'Status VariableType createEngine',
  LockService: 'getDocumentLock getScriptLock getUserLock',
  Logger: 'clear getLog log',
  MailApp: 'getRemainingDailyQuota sendEmail',
  Maps: 'DirectionFinder StaticMap decodePolyline encodePolyline newDirectionFinder newElevationSampler newGeocoder newStaticMap setAuthentication',
  MimeType:
    'BMP CSS CSV FOLDER GIF GOOGLE_APPS_SCRIPT GOOGLE_DOCS GOOGLE_DRAWINGS GOOGLE_FORMS GOOGLE_SHEETS GOOGLE_SITES GOOGLE_SLIDES HTML JAVASCRIPT JPEG MICROSOFT_EXCEL MICROSOFT_EXCEL_LEGACY MICROSOFT_POWERPOINT MICROSOFT_POWERPOINT_LEGACY MICROSOFT_WORD MICROSOFT_WORD_LEGACY OPENDOCUMENT_GRAPHICS OPENDOCUMENT_PRESENTATION OPENDOCUMENT_SPREADSHEET OPENDOCUMENT_TEXT PDF PLAIN_TEXT PNG RTF SHORTCUT SVG ZIP',
  PropertiesService: 'getDocumentProperties getScriptProperties getUserProperties',
  ScriptApp:
    'AuthMode AuthorizationStatus EventType InstallationSource TriggerSource WeekDay deleteTrigger getAuthorizationInfo getIdentityToken getInstallationSource getOAuthToken getProjectKey getProjectTriggers getScriptId getScriptTriggers getService getUserTriggers invalidateAuth newStateToken newTrigger requireAllScopes requireScopes',
  ScriptProperties:
    'deleteAllProperties deleteProperty getKeys getProperties getProperty setProperties setProperty',
  Session:
    'getActiveUser getActiveUserLocale getEffectiveUser getScriptTimeZone getTemporaryActiveUserKey getTimeZone getUser',
  SitesApp:
    'AttachmentType PageType copySite createSite getActivePage getActiveSite getAllSites getPageByUrl getSite getSiteByUrl getSites',
  SlidesApp:
    'AlignmentPosition ArrowStyle AutoTextType CellMergeState ColorType ContentAlignment DashStyle FillType LineCategory LineFillType LineType LinkType ListPreset PageBackgroundType PageElementType PageType ParagraphAlignment PlaceholderType PredefinedLayout SelectionType ShapeType SheetsChartEmbedType SlideLinkingMode SlidePosition SpacingMode TextBaselineOffset TextDirection ThemeColorType VideoSourceType create getActivePresentation getUi newAffineTransformBuilder openById openByUrl',
  SpreadsheetApp:
    'AutoFillSeries BandingTheme BooleanCriteria BorderStyle ColorType CopyPasteType DataExecutionErrorCode DataExecutionState DataSourceParameterType DataSourceType DataValidationCriteria DeveloperMetadataLocationType DeveloperMetadataVisibility Dimension Direction GroupControlTogglePosition InterpolationType PivotTableSummarizeFunction PivotValueDisplayType ProtectionType RecalculationInterval RelativeDate SheetType TextDirection TextToColumnsDelimiter ThemeColorType ValueType WrapStrategy create enableAllDataSourcesExecution enableBigQueryExecution flush getActive getActiveRange getActiveRangeList getActiveSheet getActiveSpreadsheet getCurrentCell getSelection getUi newCellImage newColor newConditionalFormatRule newDataSourceSpec newDataValidation newFilterCriteria newRichTextValue newTextStyle open openById openByUrl setActiveRange setActiveRangeList setActiveSheet setActiveSpreadsheet setCurrentCell',
  UrlFetchApp: 'fetch fetchAll getRequest',
  UserProperties:
    'deleteAllProperties deleteProperty getKeys getProperties getProperty setProperties setProperty',
  Utilities:
    'Charset DigestAlgorithm MacAlgorithm RsaAlgorithm base64Decode base64DecodeWebSafe base64Encode base64EncodeWebSafe computeDigest computeHmacSha256Signature computeHmacSignature computeRsaSha1Signature computeRsaSha256Signature computeRsaSignature formatDate formatString getUuid gzip jsonParse jsonStringify newBlob parseCsv parseDate sleep ungzip unzip zip',
  XmlService:
    'ContentTypes createCdata createComment createDocType createDocument createElement createText getCompactFormat getNamespace getNoNamespace getPrettyFormat getRawFormat getXmlNamespace parse',
};
