/**
 * @type {Array<string>}
 */
export const tags = [
  '!',
  'NN',
  'VB',
  'VBD',
  'VBN',
  'VBD|VBN'
]
