import type { Classroom } from "../classroom.ts";
import type { HandIn, ReportEntry, Student } from "../store/student.ts";
import type { Mistake } from "./attempt.ts";
import { isDone, isStuck, pointsFor, type Progress } from "./progress.ts";

/** How far a student is with an exercise, as a page shows it. */
export interface ExerciseRow extends Pick<Progress, "attempts" | "passed" | "total" | "stage" | "best"> {
  readonly lastAt: number;
  readonly done: boolean;
  readonly stuck: boolean;
  /** Since when nothing has become better. */
  readonly bestAt: number;
  readonly first: Mistake | undefined;
  readonly firstSince: number;
  readonly mistakes: readonly Mistake[];
}

/** A student, as the pages show one. */
export interface StudentRow {
  readonly id: number;
  readonly name: string;
  /** Whether no key has the name at present. */
  readonly released: boolean;
  readonly here: boolean;
  readonly points: number;
  readonly exercises: Readonly<Record<string, ExerciseRow>>;
  readonly reports: readonly ReportEntry[];
  readonly handIns: readonly HandIn[];
}

/** What stands above everybody. */
export interface BoardHead {
  readonly netlab: "class/1";
  readonly title: string;
  readonly exercises: readonly string[];
  readonly deadline: number | null;
  readonly points: number;
  /** By the clock of the class, milliseconds since 1970. */
  readonly now: number;
}

/** The whole class. */
export interface Board extends BoardHead {
  readonly students: readonly StudentRow[];
}

/** The class as it is now. */
export function board(classroom: Classroom): Board {
  const students = [...classroom.store.students.values()].map((student) => studentRow(student, classroom));
  return { ...boardHead(classroom), students };
}

/** What stands above. */
export function boardHead({ settings, now }: Classroom): BoardHead {
  const { title, exercises, deadline = null, points } = settings;
  return { netlab: "class/1", title, exercises, deadline, points, now: now() };
}

/** One student as of now. */
export function studentRow(student: Student, classroom: Classroom): StudentRow {
  const { exercises, points } = classroom.settings;
  const now = classroom.now();
  const known = exercises.flatMap((exercise) => {
    const progress = student.progress.get(exercise);
    return progress === undefined ? [] : [[exercise, exerciseRow(progress, now)] as const];
  });
  return {
    id: student.id,
    name: student.name,
    released: student.keyHash === null,
    here: classroom.isHere(student),
    points: pointsFor(exercises.map((exercise) => student.progress.get(exercise)?.share ?? 0), points),
    exercises: Object.fromEntries(known),
    reports: student.reports,
    handIns: student.handIns,
  };
}

function exerciseRow(progress: Progress, now: number): ExerciseRow {
  const { attempts, passed, total, stage, best, bestAt, lastAt, first, firstSince, mistakes } = progress;
  return {
    attempts,
    passed,
    total,
    stage,
    best,
    bestAt,
    lastAt,
    first,
    firstSince,
    mistakes,
    done: isDone(progress),
    stuck: isStuck(progress, now),
  };
}
