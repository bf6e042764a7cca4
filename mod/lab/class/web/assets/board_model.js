/**
 * @typedef {{ key: string, rule: string, title: { en: string, fr: string }, cause: { en: string, fr: string } }} Mistake
 * @typedef {{ attempts: number, passed: number, total: number, stage: number, best: number, bestAt: number, lastAt: number,
 *   done: boolean, stuck: boolean, first?: Mistake, firstSince: number, mistakes: readonly Mistake[] }} ExerciseRow
 * @typedef {{ id: number, exercise: string, at: number, passed: number, total: number, partial: boolean,
 *   recordings: readonly string[] }} ReportEntry
 * @typedef {{ id: number, file: string, version: number, at: number, late: boolean, size: number, sha256: string }} HandIn
 * @typedef {{ id: number, name: string, released: boolean, here: boolean, points: number,
 *   exercises: Readonly<Record<string, ExerciseRow>>, reports: readonly ReportEntry[], handIns: readonly HandIn[],
 *   hints?: Readonly<Record<string, any>> }} StudentRow
 * @typedef {{ title: string, exercises: readonly string[], deadline: number | null, points: number, now: number }} Head
 */

/**
 * The mistakes of an exercise that somebody makes now, and how many do; the most frequent first.
 *
 * @param {Iterable<StudentRow>} students
 * @param {string} exercise
 * @returns {{ mistake: Mistake, count: number }[]}
 */
export function mistakesOf(students, exercise) {
  /** @type {Map<string, { mistake: Mistake, count: number }>} */
  const found = new Map();
  for (const { exercises } of students) {
    const own = new Map((exercises[exercise]?.mistakes ?? []).map((mistake) => [mistake.key, mistake]));
    for (const mistake of own.values()) {
      const there = found.get(mistake.key);
      if (there === undefined) found.set(mistake.key, { mistake, count: 1 });
      else there.count++;
    }
  }
  return [...found.values()].sort((a, b) => b.count - a.count || (a.mistake.key < b.mistake.key ? -1 : 1));
}

/**
 * The students in the order that is wanted: by name, or those first who are stuck, then those who have begun.
 *
 * @param {Iterable<StudentRow>} students
 * @param {string} order
 * @param {string} exercise
 */
export function ordered(students, order, exercise) {
  const byName = [...students].sort((a, b) => a.name.localeCompare(b.name));
  if (order !== "need") return byName;
  /** @param {StudentRow} student */
  const need = ({ exercises }) => {
    const row = exercises[exercise];
    if (row === undefined) return 1;
    return row.stuck ? 4 : row.done ? 0 : row.mistakes.length > 0 ? 3 : 2;
  };
  return byName.sort((a, b) => need(b) - need(a));
}
