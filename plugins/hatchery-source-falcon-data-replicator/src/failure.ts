/** What an error of the SDK tells of itself. */
export interface Failure {
  /** The service's code, the system's, or the name of the error. */
  readonly code: string;
  readonly message: string;
  /** Of the answer, if one came. */
  readonly status: number | undefined;
  /** The region that S3 says is right. */
  readonly region: string | undefined;
  /** The SDK has put its clock right by the answer: the next try may succeed. */
  readonly isClockSet: boolean;
}

/** The parts of the SDK's errors that are looked at; any of them may be missing. */
interface SdkError {
  readonly name?: string;
  readonly code?: string;
  readonly message?: string;
  readonly Region?: string;
  readonly $metadata?: { readonly httpStatusCode?: number; readonly clockSkewCorrected?: boolean };
  readonly $response?: { readonly headers?: Readonly<Record<string, string>>; readonly statusCode?: number };
}

export function failureOf(error: unknown): Failure {
  const {
    name = 'Error',
    code,
    message = String(error),
    Region,
    $metadata,
    $response,
  } = (typeof error === 'object' && error !== null ? error : {}) as SdkError;
  return {
    code: code !== undefined && (name === 'Error' || /^E[A-Z_]+$/.test(code)) ? code : name,
    message,
    status: $metadata?.httpStatusCode ?? $response?.statusCode,
    region: Region ?? $response?.headers?.['x-amz-bucket-region'],
    isClockSet: $metadata?.clockSkewCorrected === true,
  };
}
