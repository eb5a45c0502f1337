/** A file of a deployment. */
export interface RenderedFile {
  /** With `/`, from the folder that the deployment is written to. */
  readonly path: string;
  readonly text: string;
  /** Whether it is a program. */
  readonly executable?: boolean;
}
