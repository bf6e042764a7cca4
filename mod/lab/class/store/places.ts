import type { DatabaseSync } from "node:sqlite";
import { MOST_OF_A_NETWORK, MOST_STUDENTS } from "./student.ts";

/*
Who gets a place, when there are fewer than names that ask for one.

A name costs nothing, so one machine can ask for hundreds in a second, and a whole class may be behind the address from
which it does. Two rules keep the others from being shut out. One network has half of the places at most: what is done
there never takes the other half. And a name that holds nothing, neither a report nor a file, and whose holder is not
there, gives its place to the next who asks: first of the network that has the most names, and there the oldest one.
Who has handed something in, or has a page open, never loses a place.
*/

/** Who asks for a new name. */
export interface Asker {
  /** Where from: see `networkOf`; empty where that is not known. */
  readonly network: string;
  /** Whether nobody is there for the name with that number. */
  isSilent(id: number): boolean;
}

/** What becomes of a new name: there is a place, or another name gives way, or there is none: in the class or for its network. */
export type Place = { readonly gone: number | undefined } | "full" | "share";

/** Looks for a place for a new name, and takes it from another one if there is no other way; inside a transaction. */
export function makePlace(database: DatabaseSync, { network, isSilent }: Asker): Place {
  const count = (sql: string, ...values: string[]) => Number(database.prepare(sql).get(...values)!["count"]);
  const hasShare = network !== "" && count(NAMES_OF, network) >= MOST_OF_A_NETWORK;
  if (!hasShare && count(NAMES) < MOST_STUDENTS) return { gone: undefined };
  const empty = hasShare ? database.prepare(EMPTY_OF).all(network) : database.prepare(EMPTY).all();
  const gone = empty.map(({ id }) => Number(id)).find(isSilent);
  if (gone === undefined) return hasShare ? "share" : "full";
  database.prepare("DELETE FROM origins WHERE student = ?").run(gone);
  database.prepare("DELETE FROM students WHERE id = ?").run(gone);
  return { gone };
}

const NAMES = "SELECT count(*) AS count FROM students";
const NAMES_OF = "SELECT count(*) AS count FROM origins WHERE network = ?";
/** The names that hold nothing; progress is there from the first report on. */
const HOLDING_NOTHING = `FROM students LEFT JOIN origins ON origins.student = students.id
  WHERE NOT EXISTS (SELECT 1 FROM progress WHERE progress.student = students.id)
    AND NOT EXISTS (SELECT 1 FROM hand_ins WHERE hand_ins.student = students.id)`;
const EMPTY_OF = `SELECT id ${HOLDING_NOTHING} AND network = ? ORDER BY since, id`;
const EMPTY = `SELECT id, (SELECT count(*) FROM origins AS same WHERE same.network = origins.network) AS names
  ${HOLDING_NOTHING} ORDER BY names DESC, since, id`;
