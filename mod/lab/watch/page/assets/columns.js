/**
 * Where everything stands from left to right: a column for each process and thread, those of a program side by side,
 * and between two programs a wider one for what the kernel keeps for them.
 *
 * @typedef {object} Column
 * @property {string} lane
 * @property {string} program
 * @property {number} x its line, pixels
 * @property {number} middle of its column
 * @property {number} group the program's place
 */

/**
 * @typedef {object} Gap the kernel's place between two programs
 * @property {number} from pixels
 * @property {number} to
 */

/**
 * @typedef {object} Columns
 * @property {Column[]} columns
 * @property {Map<string, Column>} byLane
 * @property {Gap[]} gaps the one at a place is behind the program of that place
 * @property {number} times the width of the column of times
 * @property {number} laneWidth
 * @property {number} width
 */

/** The name of the lane for everybody who is not watched. No program is called so. */
export const OUTSIDE = "";

/**
 * Where in its column a lane is: the words of what goes to the right stand left of it, and the other way round.
 *
 * @param {number} group @param {number} count
 */
function partBefore(group, count) {
  if (count === 1) return 0.2;
  return group === 0 ? 0.62 : group === count - 1 ? 0.3 : 0.46;
}

/**
 * The widths with which as much as possible is seen at once.
 *
 * @param {Iterable<{ program: string }>} lanes
 * @param {boolean} hasOutside
 * @param {number} room pixels
 * @param {{ times: number, lane: number, gap: number }} widths as they should be
 * @param {{ lane: number, gap: number }} least
 */
export function fitColumns(lanes, hasOutside, room, widths, least) {
  const programs = new Set();
  let count = hasOutside ? 1 : 0;
  for (const { program } of lanes) {
    programs.add(program);
    count++;
  }
  const gaps = programs.size + (hasOutside ? 1 : 0) - 1;
  const wanted = count * widths.lane + gaps * widths.gap;
  const scale = Math.max(0.1, Math.min(1.5, (room - widths.times) / wanted));
  return {
    times: widths.times,
    lane: Math.max(least.lane, widths.lane * scale),
    gap: Math.max(least.gap, widths.gap * scale),
  };
}

/**
 * @param {Iterable<{ name: string, program: string }>} lanes in order of appearance
 * @param {boolean} hasOutside whether there is anybody who is not watched
 * @param {{ times: number, lane: number, gap: number }} widths of the column of times, of a lane, of a gap; pixels
 * @returns {Columns}
 */
export function placeColumns(lanes, hasOutside, widths) {
  /** @type {Map<string, string[]>} */
  const groups = new Map();
  for (const { name, program } of lanes) {
    const there = groups.get(program);
    if (there === undefined) groups.set(program, [name]);
    else there.push(name);
  }
  const all = [...groups, ...(hasOutside ? [/** @type {const} */ ([OUTSIDE, [OUTSIDE]])] : [])];
  /** @type {Columns} */
  const placed = {
    columns: [],
    byLane: new Map(),
    gaps: [],
    times: widths.times,
    laneWidth: widths.lane,
    width: 0,
  };
  let x = widths.times;
  all.forEach(([program, names], group) => {
    for (const lane of names) {
      const column = {
        lane,
        program,
        x: x + widths.lane * partBefore(group, all.length),
        middle: x + widths.lane / 2,
        group,
      };
      placed.columns.push(column);
      placed.byLane.set(lane, column);
      x += widths.lane;
    }
    placed.gaps.push({ from: x, to: x + widths.gap });
    if (group < all.length - 1) x += widths.gap;
  });
  placed.width = x;
  return placed;
}
