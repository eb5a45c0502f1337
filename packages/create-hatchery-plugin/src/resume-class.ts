/** How sources resume, as one has to know it to write one; each has a template. */
export const resumeClasses = {
  cursor: 'a cursor that stays valid from run to run (1Password, Okta, Auth0)',
  window: 'pages inside a window of time, newest first (Slack, Twilio, PagerDuty, Google)',
  availability: 'windows on the time when content became available (Microsoft 365)',
  ascending: 'oldest first, after a time and an id (GitHub, Cloudflare)',
  queue: 'messages that are deleted once they have landed (Falcon Data Replicator)',
} as const;

export type ResumeClass = keyof typeof resumeClasses;

/** All {@link resumeClasses}, in the order in which they are offered. */
export const resumeClassNames = Object.keys(resumeClasses) as readonly ResumeClass[];
