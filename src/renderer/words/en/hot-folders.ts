/** Hot folders. */
export const hotFolders = {
  title: 'Hot folders',
};
