/** Method names of every class of the services, from Google's type declarations; written by `generate.ts`. */
export const METHOD_NAMES: Readonly<Record<string, string>> = {
  Blob: 'copyBlob getAllBlobs getAs getBytes getContentType getDataAsString getName isGoogleType setBytes setContentType setContentTypeFromExtension setDataFromString setName',
  BlobSource: 'getAs getBlob',
  Browser: 'inputBox msgBox',
  CacheService: 'getDocumentCache getScriptCache getUserCache',
  'CacheService.Cache': 'get getAll put putAll remove removeAll',
  CalendarApp:
    'createAllDayEvent createAllDayEventSeries createCalendar createEvent createEventFromDescription createEventSeries getAllCalendars getAllOwnedCalendars getCalendarById getCalendarsByName getColor getDefaultCalendar getDescription getEventById getEventSeriesById getEvents getEventsForDay getId getName getOwnedCalendarById getOwnedCalendarsByName getTimeZone isHidden isMyPrimaryCalendar isOwnedByMe isSelected newRecurrence setColor setDescription setHidden setName setSelected setTimeZone subscribeToCalendar',
  Charts:
    'newAreaChart newBarChart newColumnChart newDataTable newDataViewDefinition newLineChart newPieChart newScatterChart newTableChart newTextStyle',
  ContactsApp:
    'createContact createContactGroup deleteContact deleteContactGroup findByEmailAddress findContactGroup getAllContacts getContact getContactById getContactGroup getContactGroupById getContactGroups getContacts getContactsByAddress getContactsByCompany getContactsByCustomField getContactsByDate getContactsByEmailAddress getContactsByGroup getContactsByIM getContactsByJobTitle getContactsByName getContactsByNotes getContactsByPhone getContactsByUrl',
  ContentService: 'createTextOutput',
  Date: 'getDate getDay getFullYear getHours getMilliseconds getMinutes getMonth getSeconds getTime getTimezoneOffset getUTCDate getUTCDay getUTCFullYear getUTCHours getUTCMilliseconds getUTCMinutes getUTCMonth getUTCSeconds setDate setFullYear setHours setMilliseconds setMinutes setMonth setSeconds setTime setUTCDate setUTCFullYear setUTCHours setUTCMilliseconds setUTCMinutes setUTCMonth setUTCSeconds toDateString toISOString toJSON toLocaleDateString toLocaleString toLocaleTimeString toString toTimeString toUTCString valueOf',
  DateConstructor: 'UTC now parse',
  DocumentApp: 'create getActiveDocument getUi openById openByUrl',
  DriveApp:
    'addFile addFolder continueFileIterator continueFolderIterator createFile createFolder createShortcut createShortcutForTargetIdAndResourceKey getFileById getFileByIdAndResourceKey getFiles getFilesByName getFilesByType getFolderById getFolderByIdAndResourceKey getFolders getFoldersByName getRootFolder getStorageLimit getStorageUsed getTrashedFiles getTrashedFolders removeFile removeFolder searchFiles searchFolders',
  FormApp:
    'create createCheckboxGridValidation createCheckboxValidation createFeedback createGridValidation createParagraphTextValidation createTextValidation getActiveForm getUi openById openByUrl',
  GmailApp:
    'createDraft createLabel deleteLabel getAliases getChatThreads getDraft getDraftMessages getDrafts getInboxThreads getInboxUnreadCount getMessageById getMessagesForThread getMessagesForThreads getPriorityInboxThreads getPriorityInboxUnreadCount getSpamThreads getSpamUnreadCount getStarredThreads getStarredUnreadCount getThreadById getTrashThreads getUserLabelByName getUserLabels markMessageRead markMessageUnread markMessagesRead markMessagesUnread markThreadImportant markThreadRead markThreadUnimportant markThreadUnread markThreadsImportant markThreadsRead markThreadsUnimportant markThreadsUnread moveMessageToTrash moveMessagesToTrash moveThreadToArchive moveThreadToInbox moveThreadToSpam moveThreadToTrash moveThreadsToArchive moveThreadsToInbox moveThreadsToSpam moveThreadsToTrash refreshMessage refreshMessages refreshThread refreshThreads search sendEmail setCurrentMessageAccessToken starMessage starMessages unstarMessage unstarMessages',
  GroupsApp: 'getGroupByEmail getGroups',
  HtmlService: 'createHtmlOutput createHtmlOutputFromFile createTemplate createTemplateFromFile getUserAgent',
  'HtmlService.HtmlOutput':
    'addMetaTag append appendUntrusted asTemplate clear getAs getBlob getContent getFaviconUrl getHeight getMetaTags getTitle getWidth setContent setFaviconUrl setHeight setSandboxMode setTitle setWidth setXFrameOptionsMode',
  'HtmlService.HtmlOutputMetaTag': 'getContent getName',
  'HtmlService.HtmlTemplate': 'evaluate getCode getCodeWithComments getRawContent',
  Jdbc: 'getCloudSqlConnection getConnection newDate newTime newTimestamp parseDate parseTime parseTimestamp',
  LanguageApp: 'translate',
  LinearOptimizationService: 'createEngine',
  LockService: 'getDocumentLock getScriptLock getUserLock',
  'LockService.Lock': 'hasLock releaseLock tryLock waitLock',
  Logger: 'clear getLog log',
  MailApp: 'getRemainingDailyQuota sendEmail',
  'MailApp.MailAdvancedParameters': '',
  Maps: 'decodePolyline encodePolyline newDirectionFinder newElevationSampler newGeocoder newStaticMap setAuthentication',
  Menu: 'addItem addSeparator addSubMenu addToUi',
  MimeType: '',
  PromptResponse: 'getResponseText getSelectedButton',
  PropertiesService: 'getDocumentProperties getScriptProperties getUserProperties',
  'PropertiesService.Properties':
    'deleteAllProperties deleteProperty getKeys getProperties getProperty setProperties setProperty',
  'PropertiesService.ScriptProperties':
    'deleteAllProperties deleteProperty getKeys getProperties getProperty setProperties setProperty',
  'PropertiesService.UserProperties':
    'deleteAllProperties deleteProperty getKeys getProperties getProperty setProperties setProperty',
  RgbColor: 'asHexString getBlue getColorType getGreen getRed',
  ScriptApp:
    'deleteTrigger getAuthorizationInfo getIdentityToken getInstallationSource getOAuthToken getProjectKey getProjectTriggers getScriptId getScriptTriggers getService getUserTriggers invalidateAuth newStateToken newTrigger requireAllScopes requireScopes',
  'ScriptApp.AuthorizationInfo': 'getAuthorizationStatus getAuthorizationUrl',
  'ScriptApp.CalendarTriggerBuilder': 'create onEventUpdated',
  'ScriptApp.ClockTriggerBuilder':
    'after at atDate atHour create everyDays everyHours everyMinutes everyWeeks inTimezone nearMinute onMonthDay onWeekDay',
  'ScriptApp.DocumentTriggerBuilder': 'create onOpen',
  'ScriptApp.FormTriggerBuilder': 'create onFormSubmit onOpen',
  'ScriptApp.Service': 'disable getUrl isEnabled',
  'ScriptApp.SpreadsheetTriggerBuilder': 'create onChange onEdit onFormSubmit onOpen',
  'ScriptApp.StateTokenBuilder': 'createToken withArgument withMethod withTimeout',
  'ScriptApp.Trigger': 'getEventType getHandlerFunction getTriggerSource getTriggerSourceId getUniqueId',
  'ScriptApp.TriggerBuilder': 'forDocument forForm forSpreadsheet forUserCalendar timeBased',
  Session:
    'getActiveUser getActiveUserLocale getEffectiveUser getScriptTimeZone getTemporaryActiveUserKey getTimeZone getUser',
  SitesApp:
    'copySite createSite getActivePage getActiveSite getAllSites getPageByUrl getSite getSiteByUrl getSites',
  SlidesApp: 'create getActivePresentation getUi newAffineTransformBuilder openById openByUrl',
  SpreadsheetApp:
    'create enableAllDataSourcesExecution enableBigQueryExecution flush getActive getActiveRange getActiveRangeList getActiveSheet getActiveSpreadsheet getCurrentCell getSelection getUi newCellImage newColor newConditionalFormatRule newDataSourceSpec newDataValidation newFilterCriteria newRichTextValue newTextStyle open openById openByUrl setActiveRange setActiveRangeList setActiveSheet setActiveSpreadsheet setCurrentCell',
  'SpreadsheetApp.Banding':
    'copyTo getFirstColumnColor getFirstRowColor getFooterColumnColor getFooterRowColor getHeaderColumnColor getHeaderRowColor getRange getSecondColumnColor getSecondRowColor remove setFirstColumnColor setFirstRowColor setFooterColumnColor setFooterRowColor setHeaderColumnColor setHeaderRowColor setRange setSecondColumnColor setSecondRowColor',
  'SpreadsheetApp.BigQueryDataSourceSpec': 'copy getParameters getProjectId getRawQuery getType',
  'SpreadsheetApp.BigQueryDataSourceSpecBuilder':
    'build copy getParameters getProjectId getRawQuery getType removeAllParameters removeParameter setParameterFromCell setProjectId setRawQuery',
  'SpreadsheetApp.BooleanCondition':
    'getBackground getBold getCriteriaType getCriteriaValues getFontColor getItalic getStrikethrough getUnderline',
  'SpreadsheetApp.CellImage': 'getAltTextDescription getAltTextTitle getContentUrl getUrl toBuilder',
  'SpreadsheetApp.CellImageBuilder':
    'build getAltTextDescription getAltTextTitle getContentUrl getUrl setAltTextDescription setAltTextTitle setSourceUrl toBuilder',
  'SpreadsheetApp.Color': 'asRgbColor asThemeColor getColorType',
  'SpreadsheetApp.ColorBuilder': 'asRgbColor asThemeColor build getColorType setRgbColor setThemeColor',
  'SpreadsheetApp.ConditionalFormatRule': 'copy getBooleanCondition getGradientCondition getRanges',
  'SpreadsheetApp.ConditionalFormatRuleBuilder':
    'build copy getBooleanCondition getGradientCondition getRanges setBackground setBold setFontColor setGradientMaxpoint setGradientMaxpointWithValue setGradientMidpointWithValue setGradientMinpoint setGradientMinpointWithValue setItalic setRanges setStrikethrough setUnderline whenCellEmpty whenCellNotEmpty whenDateAfter whenDateBefore whenDateEqualTo whenFormulaSatisfied whenNumberBetween whenNumberEqualTo whenNumberGreaterThan whenNumberGreaterThanOrEqualTo whenNumberLessThan whenNumberLessThanOrEqualTo whenNumberNotBetween whenNumberNotEqualTo whenTextContains whenTextDoesNotContain whenTextEndsWith whenTextEqualTo whenTextStartsWith withCriteria',
  'SpreadsheetApp.ContainerInfo': 'getAnchorColumn getAnchorRow getOffsetX getOffsetY',
  'SpreadsheetApp.DataExecutionStatus':
    'getErrorCode getErrorMessage getExecutionState getLastRefreshedTime isTruncated',
  'SpreadsheetApp.DataSource': 'getSpec updateSpec',
  'SpreadsheetApp.DataSourceColumn':
    'getDataSource getFormula getName hasArrayDependency isCalculatedColumn remove setFormula setName',
  'SpreadsheetApp.DataSourceFormula':
    'forceRefreshData getAnchorCell getDataSource getDisplayValue getFormula getStatus refreshData setFormula waitForCompletion',
  'SpreadsheetApp.DataSourceParameter': 'getName getSourceCell getType',
  'SpreadsheetApp.DataSourcePivotTable':
    'addColumnGroup addFilter addPivotValue addRowGroup asPivotTable forceRefreshData getDataSource getStatus refreshData waitForCompletion',
  'SpreadsheetApp.DataSourceSheet':
    'addFilter asSheet autoResizeColumn autoResizeColumns forceRefreshData getColumnWidth getDataSource getFilters getSheetValues getSortSpecs getStatus refreshData removeFilters removeSortSpec setColumnWidth setColumnWidths setSortSpec waitForCompletion',
  'SpreadsheetApp.DataSourceSheetFilter':
    'getDataSourceColumn getDataSourceSheet getFilterCriteria remove setFilterCriteria',
  'SpreadsheetApp.DataSourceSpec': 'asBigQuery copy getParameters getType',
  'SpreadsheetApp.DataSourceSpecBuilder':
    'asBigQuery build copy getParameters getType removeAllParameters removeParameter setParameterFromCell',
  'SpreadsheetApp.DataSourceTable':
    'forceRefreshData getDataSource getRange getStatus refreshData waitForCompletion',
  'SpreadsheetApp.DataValidation': 'copy getAllowInvalid getCriteriaType getCriteriaValues getHelpText',
  'SpreadsheetApp.DataValidationBuilder':
    'build copy getAllowInvalid getCriteriaType getCriteriaValues getHelpText requireCheckbox requireDate requireDateAfter requireDateBefore requireDateBetween requireDateEqualTo requireDateNotBetween requireDateOnOrAfter requireDateOnOrBefore requireFormulaSatisfied requireNumberBetween requireNumberEqualTo requireNumberGreaterThan requireNumberGreaterThanOrEqualTo requireNumberLessThan requireNumberLessThanOrEqualTo requireNumberNotBetween requireNumberNotEqualTo requireTextContains requireTextDoesNotContain requireTextEqualTo requireTextIsEmail requireTextIsUrl requireValueInList requireValueInRange setAllowInvalid setHelpText withCriteria',
  'SpreadsheetApp.DeveloperMetadata':
    'getId getKey getLocation getValue getVisibility moveToColumn moveToRow moveToSheet moveToSpreadsheet remove setKey setValue setVisibility',
  'SpreadsheetApp.DeveloperMetadataFinder':
    'find onIntersectingLocations withId withKey withLocationType withValue withVisibility',
  'SpreadsheetApp.DeveloperMetadataLocation': 'getColumn getLocationType getRow getSheet getSpreadsheet',
  'SpreadsheetApp.Drawing':
    'getContainerInfo getHeight getOnAction getSheet getWidth getZIndex remove setHeight setOnAction setPosition setWidth setZIndex',
  'SpreadsheetApp.EmbeddedAreaChartBuilder':
    'addRange asAreaChart asBarChart asColumnChart asComboChart asHistogramChart asLineChart asPieChart asScatterChart asTableChart build clearRanges getChartType getContainer getRanges removeRange reverseCategories setBackgroundColor setChartType setColors setHiddenDimensionStrategy setLegendPosition setLegendTextStyle setMergeStrategy setNumHeaders setOption setPointStyle setPosition setRange setStacked setTitle setTitleTextStyle setTransposeRowsAndColumns setXAxisTextStyle setXAxisTitle setXAxisTitleTextStyle setYAxisTextStyle setYAxisTitle setYAxisTitleTextStyle useLogScale',
  'SpreadsheetApp.EmbeddedBarChartBuilder':
    'addRange asAreaChart asBarChart asColumnChart asComboChart asHistogramChart asLineChart asPieChart asScatterChart asTableChart build clearRanges getChartType getContainer getRanges removeRange reverseCategories reverseDirection setBackgroundColor setChartType setColors setHiddenDimensionStrategy setLegendPosition setLegendTextStyle setMergeStrategy setNumHeaders setOption setPosition setRange setStacked setTitle setTitleTextStyle setTransposeRowsAndColumns setXAxisTextStyle setXAxisTitle setXAxisTitleTextStyle setYAxisTextStyle setYAxisTitle setYAxisTitleTextStyle useLogScale',
  'SpreadsheetApp.EmbeddedChart':
    'getAs getBlob getChartId getContainerInfo getHiddenDimensionStrategy getMergeStrategy getNumHeaders getOptions getRanges getTransposeRowsAndColumns modify',
  'SpreadsheetApp.EmbeddedChartBuilder':
    'addRange asAreaChart asBarChart asColumnChart asComboChart asHistogramChart asLineChart asPieChart asScatterChart asTableChart build clearRanges getChartType getContainer getRanges removeRange setChartType setHiddenDimensionStrategy setMergeStrategy setNumHeaders setOption setPosition setTransposeRowsAndColumns',
  'SpreadsheetApp.EmbeddedColumnChartBuilder':
    'addRange asAreaChart asBarChart asColumnChart asComboChart asHistogramChart asLineChart asPieChart asScatterChart asTableChart build clearRanges getChartType getContainer getRanges removeRange reverseCategories setBackgroundColor setChartType setColors setHiddenDimensionStrategy setLegendPosition setLegendTextStyle setMergeStrategy setNumHeaders setOption setPosition setRange setStacked setTitle setTitleTextStyle setTransposeRowsAndColumns setXAxisTextStyle setXAxisTitle setXAxisTitleTextStyle setYAxisTextStyle setYAxisTitle setYAxisTitleTextStyle useLogScale',
  'SpreadsheetApp.EmbeddedComboChartBuilder':
    'addRange asAreaChart asBarChart asColumnChart asComboChart asHistogramChart asLineChart asPieChart asScatterChart asTableChart build clearRanges getChartType getContainer getRanges removeRange reverseCategories setBackgroundColor setChartType setColors setHiddenDimensionStrategy setLegendPosition setLegendTextStyle setMergeStrategy setNumHeaders setOption setPosition setRange setStacked setTitle setTitleTextStyle setTransposeRowsAndColumns setXAxisTextStyle setXAxisTitle setXAxisTitleTextStyle setYAxisTextStyle setYAxisTitle setYAxisTitleTextStyle useLogScale',
  'SpreadsheetApp.EmbeddedHistogramChartBuilder':
    'addRange asAreaChart asBarChart asColumnChart asComboChart asHistogramChart asLineChart asPieChart asScatterChart asTableChart build clearRanges getChartType getContainer getRanges removeRange reverseCategories setBackgroundColor setChartType setColors setHiddenDimensionStrategy setLegendPosition setLegendTextStyle setMergeStrategy setNumHeaders setOption setPosition setRange setStacked setTitle setTitleTextStyle setTransposeRowsAndColumns setXAxisTextStyle setXAxisTitle setXAxisTitleTextStyle setYAxisTextStyle setYAxisTitle setYAxisTitleTextStyle useLogScale',
  'SpreadsheetApp.EmbeddedLineChartBuilder':
    'addRange asAreaChart asBarChart asColumnChart asComboChart asHistogramChart asLineChart asPieChart asScatterChart asTableChart build clearRanges getChartType getContainer getRanges removeRange reverseCategories setBackgroundColor setChartType setColors setCurveStyle setHiddenDimensionStrategy setLegendPosition setLegendTextStyle setMergeStrategy setNumHeaders setOption setPointStyle setPosition setRange setTitle setTitleTextStyle setTransposeRowsAndColumns setXAxisTextStyle setXAxisTitle setXAxisTitleTextStyle setYAxisTextStyle setYAxisTitle setYAxisTitleTextStyle useLogScale',
  'SpreadsheetApp.EmbeddedPieChartBuilder':
    'addRange asAreaChart asBarChart asColumnChart asComboChart asHistogramChart asLineChart asPieChart asScatterChart asTableChart build clearRanges getChartType getContainer getRanges removeRange reverseCategories set3D setBackgroundColor setChartType setColors setHiddenDimensionStrategy setLegendPosition setLegendTextStyle setMergeStrategy setNumHeaders setOption setPosition setTitle setTitleTextStyle setTransposeRowsAndColumns',
  'SpreadsheetApp.EmbeddedScatterChartBuilder':
    'addRange asAreaChart asBarChart asColumnChart asComboChart asHistogramChart asLineChart asPieChart asScatterChart asTableChart build clearRanges getChartType getContainer getRanges removeRange setBackgroundColor setChartType setColors setHiddenDimensionStrategy setLegendPosition setLegendTextStyle setMergeStrategy setNumHeaders setOption setPointStyle setPosition setTitle setTitleTextStyle setTransposeRowsAndColumns setXAxisLogScale setXAxisRange setXAxisTextStyle setXAxisTitle setXAxisTitleTextStyle setYAxisLogScale setYAxisRange setYAxisTextStyle setYAxisTitle setYAxisTitleTextStyle',
  'SpreadsheetApp.EmbeddedTableChartBuilder':
    'addRange asAreaChart asBarChart asColumnChart asComboChart asHistogramChart asLineChart asPieChart asScatterChart asTableChart build clearRanges enablePaging enableRtlTable enableSorting getChartType getContainer getRanges removeRange setChartType setFirstRowNumber setHiddenDimensionStrategy setInitialSortingAscending setInitialSortingDescending setMergeStrategy setNumHeaders setOption setPosition setTransposeRowsAndColumns showRowNumberColumn useAlternatingRowStyle',
  'SpreadsheetApp.Filter':
    'getColumnFilterCriteria getRange remove removeColumnFilterCriteria setColumnFilterCriteria sort',
  'SpreadsheetApp.FilterCriteria': 'copy getCriteriaType getCriteriaValues getHiddenValues getVisibleValues',
  'SpreadsheetApp.FilterCriteriaBuilder':
    'build copy getCriteriaType getCriteriaValues getHiddenValues getVisibleValues setHiddenValues setVisibleValues whenCellEmpty whenCellNotEmpty whenDateAfter whenDateBefore whenDateEqualTo whenFormulaSatisfied whenNumberBetween whenNumberEqualTo whenNumberGreaterThan whenNumberGreaterThanOrEqualTo whenNumberLessThan whenNumberLessThanOrEqualTo whenNumberNotBetween whenNumberNotEqualTo whenTextContains whenTextDoesNotContain whenTextEndsWith whenTextEqualTo whenTextStartsWith withCriteria',
  'SpreadsheetApp.GradientCondition':
    'getMaxColor getMaxType getMaxValue getMidColor getMidType getMidValue getMinColor getMinType getMinValue',
  'SpreadsheetApp.Group': 'collapse expand getControlIndex getDepth getRange isCollapsed remove',
  'SpreadsheetApp.NamedRange': 'getName getRange remove setName setRange',
  'SpreadsheetApp.OverGridImage':
    'assignScript getAltTextDescription getAltTextTitle getAnchorCell getAnchorCellXOffset getAnchorCellYOffset getHeight getInherentHeight getInherentWidth getScript getSheet getUrl getWidth remove replace resetSize setAltTextDescription setAltTextTitle setAnchorCell setAnchorCellXOffset setAnchorCellYOffset setHeight setWidth',
  'SpreadsheetApp.PageProtection': 'addUser getUsers isProtected removeUser setProtected',
  'SpreadsheetApp.PivotFilter':
    'getFilterCriteria getPivotTable getSourceDataColumn remove setFilterCriteria',
  'SpreadsheetApp.PivotGroup':
    'addManualGroupingRule areLabelsRepeated clearGroupingRule clearSort getDimension getIndex getPivotTable getSourceDataColumn hideRepeatedLabels isSortAscending moveToIndex remove removeManualGroupingRule resetDisplayName setDisplayName setHistogramGroupingRule showRepeatedLabels showTotals sortAscending sortBy sortDescending totalsAreShown',
  'SpreadsheetApp.PivotTable':
    'addCalculatedPivotValue addColumnGroup addFilter addPivotValue addRowGroup getAnchorCell getColumnGroups getFilters getPivotValues getRowGroups getValuesDisplayOrientation remove setValuesDisplayOrientation',
  'SpreadsheetApp.PivotValue':
    'getDisplayType getFormula getPivotTable getSummarizedBy setDisplayName setFormula showAs summarizeBy',
  'SpreadsheetApp.Protection':
    'addEditor addEditors canDomainEdit canEdit getDescription getEditors getProtectionType getRange getRangeName getUnprotectedRanges isWarningOnly remove removeEditor removeEditors setDescription setDomainEdit setNamedRange setRange setRangeName setUnprotectedRanges setWarningOnly',
  'SpreadsheetApp.Range':
    'activate activateAsCurrentCell addDeveloperMetadata applyColumnBanding applyRowBanding autoFill autoFillToNeighbor breakApart canEdit check clear clearContent clearDataValidations clearFormat clearNote collapseGroups copyFormatToRange copyTo copyValuesToRange createDataSourcePivotTable createDataSourceTable createDeveloperMetadataFinder createFilter createPivotTable createTextFinder deleteCells expandGroups getA1Notation getBackground getBackgroundObject getBackgroundObjects getBackgrounds getBandings getCell getColumn getDataRegion getDataSourceFormula getDataSourceFormulas getDataSourcePivotTables getDataSourceTables getDataSourceUrl getDataTable getDataValidation getDataValidations getDeveloperMetadata getDisplayValue getDisplayValues getFilter getFontColor getFontColorObject getFontColorObjects getFontColors getFontFamilies getFontFamily getFontLine getFontLines getFontSize getFontSizes getFontStyle getFontStyles getFontWeight getFontWeights getFormula getFormulaR1C1 getFormulas getFormulasR1C1 getGridId getHeight getHorizontalAlignment getHorizontalAlignments getLastColumn getLastRow getMergedRanges getNextDataCell getNote getNotes getNumColumns getNumRows getNumberFormat getNumberFormats getRichTextValue getRichTextValues getRow getRowIndex getSheet getTextDirection getTextDirections getTextRotation getTextRotations getTextStyle getTextStyles getValue getValues getVerticalAlignment getVerticalAlignments getWidth getWrap getWrapStrategies getWrapStrategy getWraps insertCells insertCheckboxes isBlank isChecked isEndColumnBounded isEndRowBounded isPartOfMerge isStartColumnBounded isStartRowBounded merge mergeAcross mergeVertically moveTo offset protect randomize removeCheckboxes removeDuplicates setBackground setBackgroundObject setBackgroundObjects setBackgroundRGB setBackgrounds setBorder setDataValidation setDataValidations setFontColor setFontColorObject setFontColorObjects setFontColors setFontFamilies setFontFamily setFontLine setFontLines setFontSize setFontSizes setFontStyle setFontStyles setFontWeight setFontWeights setFormula setFormulaR1C1 setFormulas setFormulasR1C1 setHorizontalAlignment setHorizontalAlignments setNote setNotes setNumberFormat setNumberFormats setRichTextValue setRichTextValues setShowHyperlink setTextDirection setTextDirections setTextRotation setTextRotations setTextStyle setTextStyles setValue setValues setVerticalAlignment setVerticalAlignments setVerticalText setWrap setWrapStrategies setWrapStrategy setWraps shiftColumnGroupDepth shiftRowGroupDepth sort splitTextToColumns trimWhitespace uncheck',
  'SpreadsheetApp.RangeList':
    'activate breakApart check clear clearContent clearDataValidations clearFormat clearNote getRanges insertCheckboxes removeCheckboxes setBackground setBackgroundRGB setBorder setFontColor setFontFamily setFontLine setFontSize setFontStyle setFontWeight setFormula setFormulaR1C1 setHorizontalAlignment setNote setNumberFormat setShowHyperlink setTextDirection setTextRotation setValue setVerticalAlignment setVerticalText setWrap setWrapStrategy trimWhitespace uncheck',
  'SpreadsheetApp.RichTextValue': 'copy getEndIndex getLinkUrl getRuns getStartIndex getText getTextStyle',
  'SpreadsheetApp.RichTextValueBuilder': 'build setLinkUrl setText setTextStyle',
  'SpreadsheetApp.Selection':
    'getActiveRange getActiveRangeList getActiveSheet getCurrentCell getNextDataRange',
  'SpreadsheetApp.Sheet':
    'activate addDeveloperMetadata appendRow asDataSourceSheet autoResizeColumn autoResizeColumns autoResizeRows clear clearConditionalFormatRules clearContents clearFormats clearNotes collapseAllColumnGroups collapseAllRowGroups copyTo createDeveloperMetadataFinder createTextFinder deleteColumn deleteColumns deleteRow deleteRows expandAllColumnGroups expandAllRowGroups expandColumnGroupsUpToDepth expandRowGroupsUpToDepth getActiveCell getActiveRange getActiveRangeList getBandings getCharts getColumnGroup getColumnGroupControlPosition getColumnGroupDepth getColumnWidth getConditionalFormatRules getCurrentCell getDataRange getDataSourceTables getDeveloperMetadata getDrawings getFilter getFormUrl getFrozenColumns getFrozenRows getImages getIndex getLastColumn getLastRow getMaxColumns getMaxRows getName getNamedRanges getParent getPivotTables getProtections getRange getRangeList getRowGroup getRowGroupControlPosition getRowGroupDepth getRowHeight getSelection getSheetId getSheetName getSheetProtection getSheetValues getSlicers getTabColor getType hasHiddenGridlines hideColumn hideColumns hideRow hideRows hideSheet insertChart insertColumnAfter insertColumnBefore insertColumns insertColumnsAfter insertColumnsBefore insertImage insertRowAfter insertRowBefore insertRows insertRowsAfter insertRowsBefore insertSlicer isColumnHiddenByUser isRightToLeft isRowHiddenByFilter isRowHiddenByUser isSheetHidden moveColumns moveRows newChart protect removeChart setActiveRange setActiveRangeList setActiveSelection setColumnGroupControlPosition setColumnWidth setColumnWidths setConditionalFormatRules setCurrentCell setFrozenColumns setFrozenRows setHiddenGridlines setName setRightToLeft setRowGroupControlPosition setRowHeight setRowHeights setRowHeightsForced setSheetProtection setTabColor showColumns showRows showSheet sort unhideColumn unhideRow updateChart',
  'SpreadsheetApp.Slicer':
    'getBackgroundColor getColumnPosition getContainerInfo getFilterCriteria getRange getTitle getTitleHorizontalAlignment getTitleTextStyle isAppliedToPivotTables remove setApplyToPivotTables setBackgroundColor setColumnFilterCriteria setPosition setRange setTitle setTitleHorizontalAlignment setTitleTextStyle',
  'SpreadsheetApp.SortSpec':
    'getBackgroundColor getDataSourceColumn getDimensionIndex getForegroundColor getSortOrder isAscending',
  'SpreadsheetApp.Spreadsheet':
    'addDeveloperMetadata addEditor addEditors addMenu addViewer addViewers appendRow autoResizeColumn copy createDeveloperMetadataFinder createTextFinder deleteActiveSheet deleteColumn deleteColumns deleteRow deleteRows deleteSheet duplicateActiveSheet getActiveCell getActiveRange getActiveRangeList getActiveSheet getAs getBandings getBlob getColumnWidth getCurrentCell getDataRange getDataSourceTables getDeveloperMetadata getEditors getFormUrl getFrozenColumns getFrozenRows getId getImages getIterativeCalculationConvergenceThreshold getLastColumn getLastRow getMaxIterativeCalculationCycles getName getNamedRanges getNumSheets getOwner getPredefinedSpreadsheetThemes getProtections getRange getRangeByName getRangeList getRecalculationInterval getRowHeight getSelection getSheetById getSheetByName getSheetId getSheetName getSheetProtection getSheetValues getSheets getSpreadsheetLocale getSpreadsheetTheme getSpreadsheetTimeZone getUrl getViewers hideColumn hideRow insertColumnAfter insertColumnBefore insertColumnsAfter insertColumnsBefore insertImage insertRowAfter insertRowBefore insertRowsAfter insertRowsBefore insertSheet insertSheetWithDataSourceTable isAnonymousView isAnonymousWrite isColumnHiddenByUser isIterativeCalculationEnabled isRowHiddenByFilter isRowHiddenByUser moveActiveSheet moveChartToObjectSheet removeEditor removeMenu removeNamedRange removeViewer rename renameActiveSheet resetSpreadsheetTheme setActiveRange setActiveRangeList setActiveSelection setActiveSheet setAnonymousAccess setColumnWidth setCurrentCell setFrozenColumns setFrozenRows setIterativeCalculationConvergenceThreshold setIterativeCalculationEnabled setMaxIterativeCalculationCycles setNamedRange setRecalculationInterval setRowHeight setSheetProtection setSpreadsheetLocale setSpreadsheetTheme setSpreadsheetTimeZone show sort toast unhideColumn unhideRow updateMenu',
  'SpreadsheetApp.SpreadsheetTheme':
    'getConcreteColor getFontFamily getThemeColors setConcreteColor setFontFamily',
  'SpreadsheetApp.TextFinder':
    'findAll findNext findPrevious getCurrentMatch ignoreDiacritics matchCase matchEntireCell matchFormulaText replaceAllWith replaceWith startFrom useRegularExpression',
  'SpreadsheetApp.TextRotation': 'getDegrees isVertical',
  'SpreadsheetApp.TextStyle':
    'copy getFontFamily getFontSize getForegroundColor getForegroundColorObject isBold isItalic isStrikethrough isUnderline',
  'SpreadsheetApp.TextStyleBuilder':
    'build setBold setFontFamily setFontSize setForegroundColor setForegroundColorObject setItalic setStrikethrough setUnderline',
  'SpreadsheetApp.ThemeColor': 'getColorType getThemeColorType',
  Ui: 'alert createAddonMenu createMenu prompt showDialog showModalDialog showModelessDialog showSidebar',
  UrlFetchApp: 'fetch fetchAll getRequest',
  'UrlFetchApp.HTTPResponse':
    'getAllHeaders getAs getBlob getContent getContentText getHeaders getResponseCode',
  'UrlFetchApp.HttpHeaders': '',
  'UrlFetchApp.URLFetchRequest': '',
  'UrlFetchApp.URLFetchRequestOptions': '',
  User: 'getEmail getUserLoginId',
  Utilities:
    'base64Decode base64DecodeWebSafe base64Encode base64EncodeWebSafe computeDigest computeHmacSha256Signature computeHmacSignature computeRsaSha1Signature computeRsaSha256Signature computeRsaSignature formatDate formatString getUuid gzip jsonParse jsonStringify newBlob parseCsv parseDate sleep ungzip unzip zip',
  XmlService:
    'createCdata createComment createDocType createDocument createElement createText getCompactFormat getNamespace getNoNamespace getPrettyFormat getRawFormat getXmlNamespace parse',
};
