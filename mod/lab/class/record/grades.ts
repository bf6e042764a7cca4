import { csvText } from "../../../io/csv_text.ts";
import type { Board, StudentRow } from "./board.ts";

/**
 * The class as comma-separated values (RFC 4180), a student a row. What the rules say comes from the students' own
 * machines: the columns say so.
 */
export function gradesCsv({ exercises, points, students }: Board): string {
  const head = [
    "student",
    `points of ${points} (reported)`,
    ...exercises.flatMap((each) => [`${each} passed (reported)`, `${each} rules`, `${each} runs`]),
    "files",
    "last hand-in",
    "late",
  ];
  const rows = students.map((student) => [
    student.name,
    student.points,
    ...exercises.flatMap((each) => {
      const { passed = "", total = "", attempts = "" } = student.exercises[each] ?? {};
      return [passed, total, attempts];
    }),
    ...handedIn(student),
  ]);
  return csvText([head, ...rows]);
}

function handedIn({ handIns }: StudentRow): (string | number)[] {
  const last = handIns.at(-1);
  if (last === undefined) return [0, "", ""];
  const files = new Set(handIns.map(({ file }) => file)).size;
  return [files, new Date(last.at).toISOString(), last.late ? "late" : ""];
}
