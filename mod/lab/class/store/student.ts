import type { Progress } from "../record/progress.ts";

/** A file that was handed in. */
export interface HandIn {
  readonly id: number;
  readonly file: string;
  /** From 1, for each file of a student. */
  readonly version: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Whether the deadline was over. */
  readonly late: boolean;
  /** Bytes. */
  readonly size: number;
  /** Hexadecimal. */
  readonly sha256: string;
}

/** A report, without what is in it. */
export interface ReportEntry {
  readonly id: number;
  readonly exercise: string;
  readonly at: number;
  readonly passed: number;
  readonly total: number;
  readonly partial: boolean;
  /** The rules of which it has a recording. */
  readonly recordings: readonly string[];
}

/** Somebody of the class, with all that is known but the files and the reports themselves. */
export interface Student {
  readonly id: number;
  readonly name: string;
  /** Of the key that the name belongs to; null: the next one who asks for the name gets it. */
  keyHash: string | null;
  readonly since: number;
  readonly progress: Map<string, Progress>;
  /** The last ones, the oldest first. */
  readonly reports: ReportEntry[];
  /** The oldest first. */
  readonly handIns: HandIn[];
}

/** How many reports of a student's exercise are kept. */
export const KEPT_REPORTS = 20;
/** Of how many of them the recordings are kept. */
export const KEPT_RECORDINGS = 3;
/** The most hand-ins of a student, all versions counted, and the bytes of all together. */
export const MOST_HAND_INS = 300;
export const MOST_HAND_IN_BYTES = 64 * 1024 * 1024;
/** The most names of a class. */
export const MOST_STUDENTS = 500;
/** The most of them that come from one network. */
export const MOST_OF_A_NETWORK = 250;
/** Who has not been heard of for so long, and has no page open, is not there, milliseconds. */
export const SILENT = 20_000;
