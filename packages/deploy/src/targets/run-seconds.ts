/** How long a run may take: one that hangs must not stand in the way of those that come after it. */
export const runSeconds = 3600;
