/*
Uploads that survive a lost connection, by the tus protocol 1.0 (tus.io), so that any tus client can use them and not only
ours: `POST` says how long the file will be and gets an address, `PATCH` appends to it, `HEAD` asks how far it got.

Everything about an upload is on the disk, next to where the file will be: the bytes in
`.netlab-ID.part`, the name and the length in `.netlab-ID.json`. The server can be restarted in
between. Anybody who knows the ID may go on with it, so it cannot be guessed. Uploads that nobody
has touched for a day are removed, at the start and once an hour when another one begins.

When a line drops, the server often learns it much later than the client. A client that comes
back must not find its own dead connection in the way: the latest connection is served, and the
one before is sent away.
*/

import { msg } from "../../../i18n/message.ts";
import { systemFailure } from "../../../net/errors/system_error.ts";
import { basename, join } from "@std/path";
import { UNFINISHED } from "../../../fs/file_name.ts";
import { HttpError } from "../../wire/http_error.ts";
import type { RequestBody } from "../../wire/message.ts";
import { AtomicFile, writeAll } from "../../../fs/atomic_file.ts";
import type { GivenName } from "../../../fs/give_name.ts";
import { lockUpload, sweepLeftovers } from "./sweep_leftovers.ts";
import { uploadError } from "./upload_error.ts";
import type { UploadClaim, UploadQuota } from "./upload_quota.ts";
import type { UploadWish } from "./upload_wish.ts";

/** An upload that has begun, and what its sender wants of it. */
export interface Upload extends UploadWish {
  readonly id: string;
  /** Bytes when it is complete. */
  readonly length: number;
  /** Bytes so far. */
  readonly offset: number;
  /** Who has begun it, where that is known. */
  readonly sender?: string | undefined;
}

/** The record of an upload that has begun. */
interface Unfinished {
  readonly folder: string;
  /** Its owner, as named by `hostOf`. */
  readonly owner: string;
  /** Its share of the quota. */
  readonly claim: UploadClaim;
}

/** The owner of an upload from an earlier run, which is no longer known. */
const NOBODY = "";

/** How often forgotten uploads are looked for, milliseconds. */
const SWEEP_EVERY = 60 * 60 * 1000;

/**
 * How many are remembered, so that a client whose last answer was lost learns that its upload is
 * complete; each is a number and a word.
 */
export const MOST_FINISHED = 1000;

/** The unfinished uploads of a server. */
export class ResumableUploads {
  /** Sends away the connection that is working on an upload; settles when that has let go. */
  readonly #atWork = new Map<string, { leave: () => void; left: Promise<void> }>();
  readonly #finished = new Map<string, Upload>();
  /** Uploads that have begun; the one untouched for longest comes first. */
  readonly #unfinished = new Map<string, Unfinished>();
  #swept = -Infinity;

  /**
   * @param root where to look for leftovers @param hidden whether to look into folders with a dot
   */
  constructor(readonly quota: UploadQuota, readonly root: string, readonly hidden: boolean) {
    quota.whenCrowded(() => this.#makeRoom());
  }

  /** Removes forgotten uploads, and counts those that can still go on. */
  async sweep(): Promise<void> {
    this.#swept = performance.now();
    const known = [...this.#unfinished.keys()];
    const left = await sweepLeftovers(this.root, this.hidden);
    for (const { id, folder, size } of left) {
      if (this.#unfinished.has(id)) continue;
      this.#unfinished.set(id, { folder, owner: NOBODY, claim: this.quota.adopt(size) });
    }
    const there = new Set(left.map(({ id }) => id));
    for (const id of known) if (!there.has(id) && !this.#atWork.has(id)) this.#drop(id);
  }

  #drop(id: string): void {
    this.#unfinished.get(id)?.claim.drop();
    this.#unfinished.delete(id);
  }

  /**
   * Gives up an upload that nobody is sending, so that another may begin: the one that has waited
   * longest, of the owner who has the most. So a stranger who begins a thousand loses his own.
   *
   * @returns whether there was one
   */
  async #makeRoom(): Promise<boolean> {
    const idle = [...this.#unfinished].filter(([id]) => !this.#atWork.has(id));
    const byOwner = Object.values(Object.groupBy(idle, ([, { owner }]) => owner));
    const most = byOwner.reduce((a, b) => b!.length > a!.length ? b : a, []);
    const oldest = most![0];
    if (oldest === undefined) return false;
    const [id, { folder }] = oldest;
    await this.#alone(id, async () => {
      await this.#forget(folder, id);
    });
    return true;
  }

  /**
   * Begins an upload.
   *
   * @param folder where the file will be, or one above it, of the same disk
   * @param owner its owner, as named by `hostOf`
   * @throws HttpError when nothing can be written there, or no more is accepted
   */
  async create(
    folder: string,
    wish: UploadWish & Pick<Upload, "sender">,
    length: number,
    owner: string,
  ): Promise<Upload> {
    if (performance.now() - this.#swept > SWEEP_EVERY) await this.sweep();
    const claim = await this.quota.begin(length);
    const id = crypto.randomUUID().replaceAll("-", "");
    try {
      await writeState(folder, id, { ...wish, length });
      await Deno.writeFile(partPath(folder, id), new Uint8Array(0), { createNew: true });
    } catch (error) {
      await removeFiles(folder, id);
      claim.drop();
      throw uploadError(error);
    }
    this.#unfinished.set(id, { folder, owner, claim });
    return { ...wish, id, length, offset: 0 };
  }

  /** An upload that this person has begun. @throws HttpError 404 when there is none, or it is somebody else's */
  async begunBy(sender: string | undefined, folder: string, id: string): Promise<Upload> {
    const upload = await this.#read(folder, id);
    if (upload.sender !== sender) throw new HttpError(404, msg`There is no such upload`);
    return upload;
  }

  /**
   * How far an upload got; one that is complete stays known for a while. @throws HttpError 404 when there is
   * none
   */
  async status(folder: string, id: string): Promise<Upload> {
    return await this.#alone(id, () => this.#read(folder, id));
  }

  /**
   * Appends a body to an upload, and gives the file its name when that completes it. Bytes that
   * arrived before the client left are kept.
   *
   * @param offset where the client believes it is
   * @param place gives the complete file its name
   * @returns the upload as it is afterwards
   * @throws HttpError 409 when the offset is wrong, 413 when the body is longer than the missing
   *   part
   */
  async append(
    folder: string,
    id: string,
    offset: number,
    body: RequestBody,
    place: (unfinished: string, upload: Upload) => Promise<GivenName>,
  ): Promise<Upload> {
    return await this.#alone(id, async (sentAway) => {
      const before = await this.#read(folder, id);
      if (offset !== before.offset) throw new HttpError(409, msg`The upload is at byte ${before.offset}`);
      if (this.#finished.has(id)) return before;
      const unfinished = this.#touch(folder, before);
      const after = await appendBody(folder, before, untilSentAway(body, sentAway), unfinished.claim);
      if (after.offset === after.length) await this.#finish(folder, after, place);
      return after;
    });
  }

  /** Somebody goes on with it, so it is now the one that has waited for the shortest time. */
  #touch(folder: string, { id, offset }: Upload): Unfinished {
    const found = this.#unfinished.get(id) ?? { folder, owner: NOBODY, claim: this.quota.adopt(offset) };
    this.#unfinished.delete(id);
    this.#unfinished.set(id, found);
    return found;
  }

  /** The uploads that have begun since the start and are not complete. */
  get begun(): string[] {
    return [...this.#unfinished].filter(([, { owner }]) => owner !== NOBODY).map(([id]) => id);
  }

  /** Removes all of {@linkcode begun}. */
  async abandon(): Promise<void> {
    for (const id of this.begun) {
      const folder = this.#unfinished.get(id)?.folder;
      if (folder === undefined) continue;
      await this.#alone(id, async () => {
        await removeFiles(folder, id);
        this.#drop(id);
      });
    }
  }

  /** Forgets an upload. @throws HttpError 404 when there is none */
  async remove(folder: string, id: string): Promise<void> {
    await this.#alone(id, async () => {
      await this.#read(folder, id);
      this.#finished.delete(id);
      await this.#forget(folder, id);
    });
  }

  async #finish(
    folder: string,
    upload: Upload,
    place: (unfinished: string, upload: Upload) => Promise<GivenName>,
  ): Promise<void> {
    try {
      const placed = await place(partPath(folder, upload.id), upload);
      this.#unfinished.get(upload.id)?.claim.keep(placed);
    } catch (error) {
      if (!choosesAgain(upload, error)) await this.#forget(folder, upload.id);
      throw error;
    }
    await this.#forget(folder, upload.id);
    this.#finished.set(upload.id, upload);
    if (this.#finished.size > MOST_FINISHED) this.#finished.delete(this.#finished.keys().next().value!);
  }

  async #forget(folder: string, id: string): Promise<void> {
    await removeFiles(folder, id);
    this.#drop(id);
  }

  async #read(folder: string, id: string): Promise<Upload> {
    return this.#finished.get(id) ?? await readUpload(folder, id);
  }

  /**
   * Lets one connection at a time work on an upload, the latest one. @param task is told when it
   * has to leave
   */
  async #alone<T>(id: string, task: (sentAway: Promise<void>) => Promise<T>): Promise<T> {
    // Several may have waited for the same one to go: each checks again, and sends the first of
    // them away in turn.
    for (let work = this.#atWork.get(id); work !== undefined; work = this.#atWork.get(id)) {
      work.leave();
      await work.left;
    }
    const { promise: sentAway, resolve: leave } = Promise.withResolvers<void>();
    const { promise: left, resolve: gone } = Promise.withResolvers<void>();
    this.#atWork.set(id, { leave, left });
    try {
      return await task(sentAway);
    } finally {
      this.#atWork.delete(id);
      gone();
    }
  }
}

/** Who says what is to happen with a taken name may say it again, and need not send the file again for that. */
function choosesAgain({ existing }: Upload, error: unknown): boolean {
  return existing !== undefined && error instanceof HttpError && error.status === 409;
}

async function removeFiles(folder: string, id: string): Promise<void> {
  for (const path of [partPath(folder, id), metaPath(folder, id)]) {
    await Deno.remove(path).catch(() => {/* placed, or never made */});
  }
}

/** In one step: a server that is killed meanwhile leaves no half of it. */
async function writeState(
  folder: string,
  id: string,
  state: UploadWish & Pick<Upload, "length" | "sender">,
): Promise<void> {
  using file = await AtomicFile.create(join(folder, `${UNFINISHED}${crypto.randomUUID()}.part`));
  await file.write(new TextEncoder().encode(JSON.stringify(state)));
  await file.keep(basename(metaPath(folder, id)), "error");
}

async function appendBody(
  folder: string,
  upload: Upload,
  body: RequestBody,
  claim: UploadClaim,
): Promise<Upload> {
  using file = await Deno.open(partPath(folder, upload.id), { append: true });
  lockUpload(file);
  let at = upload.offset;
  for (let bytes = await body.read(); bytes !== null; bytes = await body.read()) {
    at += bytes.length;
    if (at > upload.length) throw new HttpError(413, msg`More was sent than was announced`, [], true);
    claim.add(bytes.length);
    await appendAll(file, bytes);
  }
  return { ...upload, offset: at };
}

async function appendAll(file: Deno.FsFile, bytes: Uint8Array): Promise<void> {
  try {
    await writeAll(file, bytes);
  } catch (error) {
    throw uploadError(error);
  }
}

/**
 * Not by a race of promises: the one that settles last would keep a reference to each piece of the
 * body.
 */
function untilSentAway(body: RequestBody, sentAway: Promise<void>): RequestBody {
  let gone: HttpError | undefined;
  let giveUp: (error: HttpError) => void = () => {};
  sentAway.then(() => {
    gone = new HttpError(409, msg`The upload goes on over another connection`, [], true);
    giveUp(gone);
  });
  const read = () =>
    new Promise<Uint8Array | null>((resolve, reject) => {
      giveUp = reject;
      // The bytes already there count: an upload may be complete without another byte.
      body.read().then(resolve, reject);
      if (gone !== undefined) queueMicrotask(() => reject(gone));
    });
  return { length: body.length, read };
}

async function readUpload(folder: string, id: string): Promise<Upload> {
  try {
    // One that an older version began says nothing of folders.
    const state = { folders: [], ...JSON.parse(await Deno.readTextFile(metaPath(folder, id))) };
    const { size } = await Deno.stat(partPath(folder, id));
    return { ...state, id, offset: size };
  } catch (error) {
    if (systemFailure(error) === "not_found" || error instanceof SyntaxError) {
      throw new HttpError(404, msg`There is no such upload`);
    }
    throw error;
  }
}

function partPath(folder: string, id: string): string {
  return join(folder, `${UNFINISHED}${checkedId(id)}.part`);
}

function metaPath(folder: string, id: string): string {
  return join(folder, `${UNFINISHED}${checkedId(id)}.json`);
}

/** The ID comes from a stranger and goes into a path. */
function checkedId(id: string): string {
  if (!/^[0-9a-f]{32}$/.test(id)) throw new HttpError(404, msg`There is no such upload`);
  return id;
}
