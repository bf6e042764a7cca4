import { msg } from "../../../i18n/message.ts";
import { ServedFolder } from "../../../fs/served_folder.ts";
import type { SharedOrigins } from "../../middleware/cors.ts";
import { withPathPrefix } from "../../middleware/path_prefix.ts";
import type { PageLanguage } from "../../page/page_language.ts";
import { HttpError } from "../../wire/http_error.ts";
import type { HttpHandler, HttpRequest } from "../../wire/message.ts";
import { filesHandler } from "../files_handler.ts";
import { wantsPage } from "../page/error_page.ts";
import { UploadHandler } from "../upload/upload_handler.ts";
import type { ReceivedFile } from "../upload/upload_options.ts";
import { UploadQuota } from "../upload/upload_quota.ts";

/** What is waited for, and where it goes. */
export interface DropOptions {
  /** The unguessable part of the address. */
  readonly secret: string;
  /** The folder for what comes, all links resolved. */
  readonly dir: string;
  /** How many files; undefined: those of the first who sends any. */
  readonly count: number | undefined;
  /** The largest file, bytes. @default {Infinity} */
  readonly maxSize?: number | undefined;
  readonly language: PageLanguage;
  readonly cors?: SharedOrigins | undefined;
  /** Called when a file is complete and has its name. */
  onReceived(file: ReceivedFile): void;
  /** Called once, when all that was waited for has come and nothing more is coming. */
  onDone(): void;
}

/** A page of ours sends one file after the other, and is shown again at the end, milliseconds. */
const BETWEEN_FILES = 2000;
/** A program that has sent everything closes its connection, milliseconds. */
const HANGING_UP = 100;
/** So long a broken upload is waited for, after other files have come: clients try again, milliseconds. */
const BROKEN_UPLOAD = 60_000;

/**
 * A drop box behind an unguessable address, for a number of files.
 *
 * It is done when so many have come and nobody is sending any more. A person who sends from the page has
 * chosen several files, perhaps, of which each comes by itself: therefore it waits for a moment. A program
 * that has sent the last of an announced number is not waited for.
 */
export class DropBox implements Disposable {
  /** Files that have come. */
  received = 0;
  readonly handler: HttpHandler;
  readonly #uploads: UploadHandler;
  readonly #options: DropOptions;
  #open = 0;
  #page = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: DropOptions) {
    const { dir, secret, maxSize = Infinity, cors, language } = options;
    this.#options = options;
    const tree = ServedFolder.at(dir);
    this.#uploads = new UploadHandler({
      tree,
      dropBox: true,
      policy: "rename",
      maxSize,
      quota: new UploadQuota(),
      cors,
      onReceived: (file) => {
        this.received++;
        options.onReceived(file);
      },
    });
    const files = filesHandler({ tree, title: "", language, uploads: this.#uploads });
    this.handler = withPathPrefix((request) => this.#answer(request, files), `/${secret}`);
  }

  /** Whether all that was waited for has come. */
  get complete(): boolean {
    return this.received >= (this.#options.count ?? 1);
  }

  /** Removes what has begun to come and is not complete: its address will not be there again. */
  async abandon(): Promise<void> {
    await this.#uploads.tus.abandon();
  }

  async #answer(request: HttpRequest, files: HttpHandler): Promise<Awaited<ReturnType<HttpHandler>>> {
    this.#page = request.fields.has("origin") || wantsPage(request);
    clearTimeout(this.#timer);
    this.#open++;
    try {
      if (this.#isFull && begins(request)) throw new HttpError(410, msg`All that was waited for has come`);
      const reply = await files(request);
      const onEnd = (outcome: Parameters<NonNullable<typeof reply.onEnd>>[0]) => {
        reply.onEnd?.(outcome);
        this.#ended();
      };
      return { ...reply, onEnd };
    } catch (error) {
      this.#ended();
      throw error;
    }
  }

  get #isFull(): boolean {
    return this.#options.count !== undefined && this.complete;
  }

  #ended(): void {
    this.#open--;
    if (this.#open > 0 || !this.complete) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#options.onDone(), this.#patience);
  }

  /** How long somebody may still begin, milliseconds. */
  get #patience(): number {
    if (this.#isFull) return this.#page ? BETWEEN_FILES : HANGING_UP;
    return this.#uploads.tus.unfinished > 0 ? BROKEN_UPLOAD : BETWEEN_FILES;
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#timer);
  }
}

/** Whether a request brings a new file. */
function begins({ method, query }: HttpRequest): boolean {
  return method === "PUT" || method === "POST" && !query.has("upload");
}
