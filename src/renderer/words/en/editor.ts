/** The workflow list and editor. */
export const editor = {
  title: 'Workflows',
};
