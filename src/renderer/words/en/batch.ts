/** The batch screen and its grid. */
export const batch = {
  title: 'Batch',
};
