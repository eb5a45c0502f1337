/** How a deployment to Cloud Run is written down. */
export const deployFormats = ['gcloud', 'yaml', 'terraform'] as const;

export type DeployFormat = (typeof deployFormats)[number];
