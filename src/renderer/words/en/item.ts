/** One photo and its nodes. */
export const item = {
  title: 'Photo',
};
