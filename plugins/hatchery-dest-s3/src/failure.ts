/** What an error of the SDK tells of itself. */
export interface Failure {
  /** S3's code, the system's, or the name of the error. */
  readonly code: string;
  readonly message: string;
  /** Of the answer, if one came. */
  readonly status: number | undefined;
  /** How often the SDK tried. */
  readonly attempts: number | undefined;
  /** The region that the store says is right. */
  readonly region: string | undefined;
}

/** The parts of the SDK's errors that are looked at; any of them may be missing. */
interface SdkError {
  readonly name?: string;
  readonly code?: string;
  readonly message?: string;
  readonly Region?: string;
  readonly $metadata?: { readonly httpStatusCode?: number; readonly attempts?: number };
  readonly $response?: { readonly headers?: Readonly<Record<string, string>>; readonly statusCode?: number };
}

export function failureOf(error: unknown): Failure {
  if (typeof error !== 'object' || error === null) {
    return { code: 'Error', message: String(error), status: undefined, attempts: undefined, region: undefined };
  }
  const { name = 'Error', code, message = '', Region, $metadata, $response } = error as SdkError;
  return {
    code: name === 'Error' ? (code ?? name) : name,
    message,
    status: $metadata?.httpStatusCode ?? $response?.statusCode,
    attempts: $metadata?.attempts,
    region: Region ?? $response?.headers?.['x-amz-bucket-region'],
  };
}
