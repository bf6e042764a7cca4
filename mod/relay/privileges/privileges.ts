/**
 * `su=`, `setuid=`, `setgid=` and their like: what the options of an address change about whose rights a
 * process has, in the order in which socat does it. For a program (EXEC, SYSTEM) the process is the program's;
 * for every other address, and for the options that end in `-early`, it is the relay's own.
 */
import { ProcessRights, type RightsStep } from "../../process/rights/process_rights.ts";
import { type User, UserDatabase } from "../../process/rights/user_database.ts";
import { errorText } from "../../net/errors/system_error.ts";
import type { Options } from "../options/options.ts";
import type { OptionValue } from "../options/read_value.ts";
import { RelayError } from "../relay_endpoint.ts";

/** One system call, as messages name it. */
interface Change {
  readonly call: string;
  readonly step: RightsStep;
}

/** What an address changes. */
export interface Privileges {
  /** Before it is opened. */
  readonly early: readonly Change[];
  /** Afterwards; in a program, before it starts. */
  readonly late: readonly Change[];
  /** Variables of the process: who it is now, and where at home. */
  readonly environment: Readonly<Record<string, string>>;
}

/**
 * Looks up the users and groups that options name, and says what is to be done.
 *
 * @throws {RelayError} for one that there is not, and where rights cannot be changed
 */
export function readPrivileges(options: Options): Privileges {
  const users = UserDatabase.open();
  if (users === undefined) throw unavailable();
  const environment: Record<string, string> = {};
  const changes = (names: readonly string[]) =>
    options.all.filter(([name]) => names.includes(name)).flatMap(([name, value]) => {
      if (name.startsWith("substuser")) Object.assign(environment, variablesOf(userOf(users, value)));
      return changesOf(users, name, value);
    });
  return {
    early: changes(["setuid-early", "setgid-early", "substuser-early"]),
    late: [
      ...changes(["setuid", "setgid", "substuser"]),
      ...changes(["substuser-delayed"]),
    ],
    environment,
  };
}

function changesOf(users: UserDatabase, name: string, value: OptionValue): Change[] {
  const kind = name.replace(/-(early|delayed)$/, "");
  if (kind === "setuid") return [setuid(isNumber(value) ? Number(value) : userOf(users, value).uid)];
  if (kind === "setgid") return [setgid(isNumber(value) ? Number(value) : groupOf(users, value))];
  const user = userOf(users, value);
  const all = users.groupsOf(user);
  const groups: Change = name === "substuser-delayed"
    // socat sets only those of the group file here.
    ? { call: `setgroups(${all.length - 1})`, step: { kind: "groups", groups: all.slice(1) } }
    : { call: `initgroups(${user.name}, ${user.gid})`, step: { kind: "groups", groups: all } };
  return [groups, setgid(user.gid), setuid(user.uid)];
}

function setuid(uid: number): Change {
  return { call: `setuid(${uid})`, step: { kind: "user", uid } };
}

function setgid(gid: number): Change {
  return { call: `setgid(${gid})`, step: { kind: "group", gid } };
}

function isNumber(value: OptionValue): boolean {
  return /^\d+$/.test(String(value));
}

function userOf(users: UserDatabase, value: OptionValue): User {
  const named = isNumber(value) ? Number(value) : String(value);
  const user = users.user(named);
  if (user !== undefined) return user;
  throw new RelayError(
    typeof named === "number" ? `getpwuid(${named}): no such user` : `getpwnam("${named}"): no such user`,
  );
}

function groupOf(users: UserDatabase, value: OptionValue): number {
  const group = users.group(String(value));
  if (group === undefined) throw new RelayError(`getgrnam("${value}"): no such group`);
  return group;
}

function variablesOf({ name, home, shell }: User): Record<string, string> {
  return { USER: name, LOGNAME: name, HOME: home, SHELL: shell };
}

/**
 * Changes the relay's own process.
 *
 * @throws {RelayError} `setuid(1): Operation not permitted`; what has been done stays done
 */
export function changeOwnRights(changes: readonly Change[], environment: Privileges["environment"]): void {
  const rights = available();
  for (const change of changes) attempt(change, () => rights.changeProcess(change.step));
  for (const [name, value] of Object.entries(environment)) Deno.env.set(name, value);
}

/**
 * Runs `start`, which starts a program at once, so that the program has other rights than the relay.
 *
 * @throws {RelayError} when that is not permitted
 */
export function startWithRights<T>(changes: readonly Change[], start: () => T): T {
  if (changes.length === 0) return start();
  return available().startingChild((step) => {
    for (const change of changes) attempt(change, () => step(change.step));
  }, start);
}

function attempt({ call }: Change, act: () => void): void {
  try {
    act();
  } catch (error) {
    throw new RelayError(`${call}: ${errorText(error)}`);
  }
}

function available(): ProcessRights {
  const rights = ProcessRights.open();
  if (rights === undefined) throw unavailable();
  return rights;
}

function unavailable(): RelayError {
  return new RelayError(
    "the rights of a process cannot be changed here: it takes Linux and its C library",
    "  run relay itself as that user",
  );
}
