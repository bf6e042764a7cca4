/** What phones call every picture, film or recording that they hand over. */
const OF_A_PHONE = /^(image|photo|video|trim|audio|recording|voice|blob|file)[ _-]?\d*\.[a-z0-9]{2,4}$/i;

/**
 * Those files of a batch whose names say nothing: pictures that a phone names alike, and several of one name. When
 * such a name is taken, nobody needs to be asked whether both are wanted.
 *
 * @param {string[]} paths
 * @returns {Set<string>}
 */
export function namesThatSayNothing(paths) {
  const seen = new Set();
  const twice = paths.filter((path) => seen.size === seen.add(path).size);
  return new Set([...twice, ...paths.filter((path) => OF_A_PHONE.test(path))]);
}
