import { RuleViolation } from "../causes/rule_violation.ts";
import { httpRequest } from "../probes/http/http_request.ts";
import { ended, hearResponse, type HttpResponse } from "../probes/http/http_response.ts";
import type { ObservedConnection } from "../probes/observed_connection.ts";
import { sleep } from "../probes/sleep.ts";
import { type CheckOptions, RuleContext } from "../rule_context.ts";
import type { Survey } from "../run_check.ts";
import type { Target } from "../targets/target.ts";
import { PLAIN_FILE } from "../targets/fixture_folder.ts";
import type { Nature, ServedSite, WebNature } from "./nature.ts";

/**
 * @param dir the folder that it may serve, with the known files.
 * @param page the path of a page that it has.
 * @returns what finds out what a web server is: which version it speaks, whether it serves the folder or pages
 *   of its own, whether it keeps its connections, and how many clients it serves. That is undefined when nobody could
 *   connect to it, which the first rule tells better.
 */
export function surveyHttp(dir?: string, page = "/"): Survey {
  return (target, options) => survey(target, options, dir, page);
}

async function survey(
  target: Target,
  options: CheckOptions,
  dir: string | undefined,
  page: string,
): Promise<Nature | undefined> {
  const started = performance.now();
  await target.ready(true);
  using context = new RuleContext(target, options, { rule: "survey", company: true });
  const first = await orUndefined(context.connect());
  if (first === undefined) return undefined;
  const startTime = performance.now() - started;
  const file = await answered(context, first, PLAIN);
  // Who waits in vain once would do so each time.
  if (file === undefined && first.finish === undefined) {
    return { speaksFirst: false, startTime, ...(first.heard > 0 ? { web: {} } : {}) };
  }
  const questions = file === undefined ? undefined : await another(context, first, page);
  // Before any other client comes: a server of one client is over now.
  const end = await target.signs?.();
  const clients = end?.ended === undefined ? await howMany(context, page) : "one";
  const root = await onAnother(context, page);
  const unknown = await onAnother(context, `/netlab-check-${context.random.word(8)}.txt`);
  const known = isPlainFile(file) || dir !== undefined && isPlainFile(await onAnother(context, dir + PLAIN));
  return {
    speaksFirst: false,
    startTime,
    ...(first.heard > 0 || root !== undefined ? { web: webNature({ file, root, unknown, known }) } : {}),
    ...(questions === undefined ? {} : { questions }),
    ...(clients === undefined ? {} : { clients }),
    // One that used too much memory was ended by us.
    ...(end?.ended === undefined || end.outgrown !== undefined ? {} : { ended: end.ended }),
  };
}

/** The answers to a known file, to `/` and to a path that nobody knows. */
interface Answers {
  readonly file: HttpResponse | undefined;
  readonly root: HttpResponse | undefined;
  readonly unknown: HttpResponse | undefined;
  /** Whether the known file has come, under its path or its whole path on the disk. */
  readonly known: boolean;
}

function webNature(answers: Answers): WebNature {
  const version = (answers.file ?? answers.root ?? answers.unknown)?.head.version;
  return version === undefined ? {} : { version, site: servedBy(answers) };
}

/** A page for `/` alone says nothing about the folder: many a server has that one, and no other. */
function servedBy({ file, root, unknown, known }: Answers): ServedSite {
  if (known) return "folder";
  if (isPage(file)) return isPage(unknown) ? "one_page" : "folder";
  return isPage(root) ? "own_pages" : "nothing";
}

function isPage(response: HttpResponse | undefined): boolean {
  return response !== undefined && response.head.status < 400 && response.body.length > 0;
}

/** Whether the content of the known file is in it, or is what it begins with. */
function isPlainFile(response: HttpResponse | undefined): boolean {
  if (response === undefined || response.head.status !== 200) return false;
  const [came, content] = [decoder.decode(response.body), decoder.decode(PLAIN_FILE.bytes)];
  return came.includes(content.trim()) || came.length > 3 && content.startsWith(came);
}

/** Whether a second request on the connection is answered. */
async function another(
  context: RuleContext,
  conn: ObservedConnection,
  page: string,
): Promise<Nature["questions"]> {
  if (await ended(conn, MOMENT)) return "one";
  const response = await answered(context, conn, page);
  return response === undefined ? "one" : "several";
}

/** One client comes and says nothing; another one asks meanwhile, or once the first has left. */
async function howMany(context: RuleContext, page: string): Promise<Nature["clients"]> {
  const idle = await orUndefined(context.connect());
  const eager = await orUndefined(context.connect());
  if (idle === undefined || eager === undefined) return undefined;
  const asking = answered(context, eager, page);
  await sleep(MEANWHILE, context.options.signal, asking);
  const meanwhile = eager.heard > 0;
  idle.close();
  await asking;
  if (meanwhile) return "at_once";
  return eager.heard > 0 ? "in_turn" : undefined;
}

/** Asks on a new connection, of a server that is started anew where it was over. */
async function onAnother(context: RuleContext, path: string): Promise<HttpResponse | undefined> {
  let conn = await orUndefined(context.connect());
  if (conn === undefined) {
    await context.target.ready(true);
    conn = await orUndefined(context.connect());
  }
  if (conn === undefined) return undefined;
  const response = await answered(context, conn, path);
  conn.close();
  return response;
}

async function answered(
  context: RuleContext,
  conn: ObservedConnection,
  path: string,
): Promise<HttpResponse | undefined> {
  const { port } = context.target.endpoint();
  await orUndefined(conn.send(httpRequest({ path, host: `localhost:${port}` })));
  return await orUndefined(hearResponse(conn));
}

async function orUndefined<T>(promise: Promise<T>): Promise<T | undefined> {
  try {
    return await promise;
  } catch (error) {
    if (!(error instanceof RuleViolation)) throw error;
    return undefined;
  }
}

const PLAIN = `/${PLAIN_FILE.name}`;
const decoder = new TextDecoder();
/** Milliseconds in which a server that closes after its answer has done so. */
const MOMENT = 200;
/** Milliseconds in which a server of several clients has served the second. */
const MEANWHILE = 500;
