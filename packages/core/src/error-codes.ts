/** Every code a {@link HatcheryError} of hatchery itself can have. `docs/errors.md` explains each one. */
export const errorCodes = [
  // config
  'CONFIG_NOT_FOUND',
  'CONFIG_UNREADABLE',
  'CONFIG_EMPTY',
  'CONFIG_SYNTAX',
  'CONFIG_THREW',
  'CONFIG_INVALID',
  'ENVIRONMENT_UNKNOWN',
  // plugins
  'PLUGIN_NOT_INSTALLED',
  'PLUGIN_DEPENDENCY_MISSING',
  'PLUGIN_NOT_A_PLUGIN',
  'PLUGIN_THREW',
  'PLUGIN_INCOMPATIBLE',
  'PLUGIN_WRONG_KIND',
  // installing
  'PLUGIN_NOT_FOUND',
  'NO_FITTING_VERSION',
  'PLUGIN_ORIGIN_REFUSED',
  'PLUGIN_INTEGRITY',
  'PLUGIN_SIGNATURE',
  'REGISTRY_FAILED',
  'NPM_SETTINGS_INVALID',
  'INSTALL_FAILED',
  'PLUGIN_IN_USE',
  'OTHER_PACKAGE_MANAGER',
  // selection and usage
  'USAGE',
  'NO_STREAM_MATCHED',
  // network
  'NETWORK',
  'TIMEOUT',
  'HTTP_STATUS',
  'HTTP_BODY',
  'RATE_LIMITED',
  'UNAUTHORIZED',
  'ORIGIN_REFUSED',
  // streams
  'SOURCE_FAILED',
  'CONTRACT_VIOLATED',
  'CURSOR_REPEATED',
  'PAGE_LIMIT',
  'STREAM_TIMEOUT',
  'STREAM_HELD',
  'CANCELLED',
  // landing and ledger
  'OBJECT_EXISTS',
  'OBJECT_NAME_REFUSED',
  'DESTINATION_FAILED',
  'LEDGER_CORRUPT',
  'SECRET_EXPOSED',
  // telling others
  'REPORT_FAILED',
] as const;

export type ErrorCode = (typeof errorCodes)[number];
