/**
 * @type {Record<string, number|Array<number>>}
 */
export const words = {
  '!': 0,
  meet: [2, 1],
  met: [3, 4, 5],
  'o\'clock': 1,
  'turned-off': [4, 9]
}
