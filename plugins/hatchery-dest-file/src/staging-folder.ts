/** Where objects are written before they get their names; inside the root, so that it is one file system. */
export const stagingFolder = '_hatchery/tmp';
