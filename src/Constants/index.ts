export { CONFIG_ATTRIBUTES, type ConfigAttribute } from './CONFIG_ATTRIBUTES';
export { EXECUTION_STATUS, type ExecutionStatus } from './EXECUTION_STATUS';
export { HTTP_STATUS } from './HTTP_STATUS';
export { RUN_CONFIG_TYPE, type RunConfigType } from './RUN_CONFIG_TYPE';
