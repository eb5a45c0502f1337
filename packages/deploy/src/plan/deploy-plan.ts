/** When the streams with a tag are due. */
export interface Schedule {
  readonly tag: string;
  /** The tag as part of names: lower-case letters, digits and hyphens, at most 24, another for each tag. */
  readonly slug: string;
  /** Five fields, in UTC. */
  readonly cron: string;
  /** Whether the config says so, or the tag's name. */
  readonly from: 'config' | 'name';
  /** How many streams have the tag. */
  readonly streams: number;
}

/** An environment variable that is no secret. */
export interface Setting {
  readonly name: string;
  readonly value: string;
}

/** A file whose text is a secret. */
export interface SecretFile {
  /** With `/`, from the project's folder, or absolute. */
  readonly path: string;
  /** Its name among secrets: letters, digits and hyphens; never a variable's. */
  readonly key: string;
}

/** A bucket that objects land in, or that a ledger is kept in. */
export interface Bucket {
  readonly service: 'gcs' | 's3';
  readonly name: string;
}

/** A plugin that the streams use. */
export interface PlannedPlugin {
  readonly name: string;
  /** Absent for a plugin that is a file of the project. */
  readonly version?: string;
}

/** What a deployment of a project consists of, whatever it is deployed to. Everything in it comes from the config. */
export interface DeployPlan {
  /** Begins all names of the deployment: letters, digits and hyphens, at most 20. */
  readonly name: string;
  /** The config, with `/`, from the project's folder. */
  readonly configFile: string;
  /** The overlay that runs are to take. */
  readonly environment?: string;
  /** As in `24.15.0`. */
  readonly nodeVersion: string;
  /** Sorted by tag. */
  readonly schedules: readonly Schedule[];
  readonly settings: readonly Setting[];
  /** Names of environment variables that hold secrets. */
  readonly secrets: readonly string[];
  readonly secretFiles: readonly SecretFile[];
  readonly buckets: readonly Bucket[];
  readonly plugins: readonly PlannedPlugin[];
  /** What whoever deploys should know, as sentences. */
  readonly warnings: readonly string[];
}
