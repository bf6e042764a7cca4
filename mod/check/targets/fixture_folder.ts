import { msg } from "../../i18n/message.ts";
import { MessageError } from "../../i18n/message_error.ts";
import { errorText, systemMessage } from "../../net/errors/system_error.ts";
import { join } from "@std/path";

/** A file whose content is known. */
export interface KnownFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/**
 * A folder with files whose every byte is known, for the server under test to serve, and beside it
 * one that nobody may have. Everything is removed at the end.
 */
export class FixtureFolder implements Disposable {
  /** The folder to serve. */
  readonly dir: string;
  /** Names under which a file may be found that must not be given away; its content is {@linkcode SECRET}. */
  readonly escapingNames: readonly string[];
  readonly #remove: string[];

  private constructor(dir: string, waysOut: string[], remove: string[]) {
    [this.dir, this.escapingNames, this.#remove] = [dir, waysOut, remove];
  }

  /**
   * In a new temporary folder.
   *
   * @param kind whether it is to be served as a web site, with a page for `/`. It is found, too, by a server whose
   *   folder is called `www`, `public` and so on.
   * @param beside a folder whose files and folders are found in it, too, as links: a program that is started in it
   *   finds its own.
   */
  static create(kind: FixtureKind = "files", beside?: string): FixtureFolder {
    const root = Deno.realPathSync(Deno.makeTempDirSync({ prefix: "netlab-check-" }));
    const dir = join(root, "served");
    Deno.mkdirSync(dir);
    const neighbour = `${dir}-elsewhere`;
    Deno.mkdirSync(neighbour);
    for (const folder of [root, neighbour]) Deno.writeTextFileSync(join(folder, SECRET_NAME), SECRET);
    const waysOut = [...out(root), `../served-elsewhere/${SECRET_NAME}`];
    if (kind === "site") {
      Deno.writeFileSync(join(dir, INDEX_FILE.name), INDEX_FILE.bytes);
      for (const name of SITE_FOLDERS) linkTo(".", join(dir, name));
    }
    const folder = new FixtureFolder(dir, waysOut, [root]).#filled(dir, kind);
    for (const name of beside === undefined ? [] : namesIn(beside).slice(0, MOST_LINKS)) {
      linkTo(join(beside!, name), join(dir, name));
    }
    return folder;
  }

  /**
   * In a folder that a running server serves already; only the files we put there are removed.
   *
   * @throws {Error} with a sentence when the folder cannot be written to.
   */
  static within(folder: string, kind: FixtureKind = "files"): FixtureFolder {
    try {
      const dir = Deno.realPathSync(folder);
      const elsewhere = Deno.makeTempDirSync({ prefix: "netlab-check-" });
      Deno.writeTextFileSync(join(elsewhere, SECRET_NAME), SECRET);
      const put = KNOWN[kind].map(({ name }) => join(dir, name));
      return new FixtureFolder(dir, out(Deno.realPathSync(elsewhere)), [elsewhere, ...put, join(dir, FOLDER)])
        .#filled(dir, kind);
    } catch (error) {
      throw new MessageError(msg`Cannot put files into ${folder}: ${systemMessage(errorText(error))}`, {
        cause: error,
      });
    }
  }

  /** Names by which a file would be written outside the folder, and whether it was: then it is removed. */
  waysToWrite(file: string): { name: string; wasWritten(): boolean }[] {
    const path = join(this.dir, "..", file);
    return [`../${file}`, path, `${FOLDER}/../../${file}`].map((name) => ({
      name,
      wasWritten: () => removed(path),
    }));
  }

  [Symbol.dispose](): void {
    for (const name of namesIn(this.dir)) if (name.startsWith(SENT)) removed(join(this.dir, name));
    for (const path of this.#remove) {
      try {
        Deno.removeSync(path, { recursive: true });
      } catch {
        // Never made, or removed by the program under test.
      }
    }
  }

  #filled(dir: string, kind: FixtureKind): this {
    Deno.mkdirSync(join(dir, FOLDER), { recursive: true });
    for (const { name, bytes } of KNOWN[kind]) Deno.writeFileSync(join(dir, name), bytes);
    return this;
  }
}

/** What a folder of known files is to be served as. */
export type FixtureKind = "files" | "site";

/** What the folder of a site is usually called, where its server looks for it below the one that it runs in. */
const SITE_FOLDERS = ["www", "public", "htdocs", "html", "static", "webroot", "public_html", "site"];

function linkTo(target: string, path: string): void {
  try {
    Deno.symlinkSync(target, path, { type: "dir" });
  } catch {
    // There is one of this name already, or Windows asks for a right to make one.
  }
}

/** A program's own folder has not more. */
const MOST_LINKS = 300;

/** What the names of files begin with that are sent to the server. */
const SENT = "netlab-check-envoi-";

function removed(path: string): boolean {
  try {
    Deno.removeSync(path);
    return true;
  } catch {
    return false; // never made
  }
}

function namesIn(folder: string): string[] {
  try {
    return [...Deno.readDirSync(folder)].map(({ name }) => name).filter((name) => !name.startsWith("."));
  } catch {
    return []; // not ours to list
  }
}

/** The name of a folder among the served files. */
export const FOLDER = "netlab-check-dossier";
/** The content of the file that must not be given away. */
export const SECRET = "netlab-check: nobody may read this\n";
/** By a relative path, an absolute one, and one that goes into a folder first. */
function out(secretFolder: string): string[] {
  return [`../${SECRET_NAME}`, join(secretFolder, SECRET_NAME), `${FOLDER}/../../${SECRET_NAME}`];
}

const SECRET_NAME = "netlab-check-secret.txt";

/** A text with accents: it has more bytes than characters. */
export const TEXT_FILE: KnownFile = known(
  "netlab-check-texte.txt",
  "Rendez-vous à midi, près du café.\nÀ bientôt ! 🦆\n",
);
/** A text without accents. */
export const PLAIN_FILE: KnownFile = known("netlab-check-notes.txt", "un\ndeux\ntrois\n");
/** Every byte value, and line ends of both kinds. */
export const BINARY_FILE: KnownFile = {
  name: "netlab-check-octets.bin",
  bytes: Uint8Array.from([...Array(256).keys(), 13, 10, 10, 13, 0, 26, 255, 254, 13, 10]),
};
/** Nothing. */
export const EMPTY_FILE: KnownFile = known("netlab-check-vide.txt", "");
/** More than any buffer on the way. */
export const LARGE_FILE: KnownFile = {
  name: "netlab-check-grand.bin",
  get bytes() {
    const bytes = new Uint8Array(6_000_000);
    for (let index = 0; index < bytes.length; index++) bytes[index] = index * 7 + (index >> 8) * 13;
    return bytes;
  },
};
/** A name with a space and accents. */
export const ACCENTED_FILE: KnownFile = known("netlab-check été à la mer.txt", "du sable\n");

/** A page. */
export const PAGE_FILE: KnownFile = known(
  "netlab-check-page.html",
  "<!DOCTYPE html>\n<html><head><title>netlab check</title></head>\n<body><p>une page</p></body></html>\n",
);
/** The page for `/`, where the folder is ours. */
export const INDEX_FILE: KnownFile = known(
  "index.html",
  "<!DOCTYPE html>\n<html><head><title>netlab check</title></head>\n<body><p>accueil</p></body></html>\n",
);
/** What begins as a picture does, with a zero byte soon, and has every byte value and both line ends. */
export const IMAGE_FILE: KnownFile = {
  name: "netlab-check-image.png",
  bytes: Uint8Array.from([0x89, 80, 78, 71, 13, 10, 26, 10, 0, 0, 0, 13, ...BINARY_FILE.bytes]),
};

const FILES = [TEXT_FILE, PLAIN_FILE, BINARY_FILE, EMPTY_FILE, LARGE_FILE, ACCENTED_FILE];
const KNOWN: Readonly<Record<FixtureKind, readonly KnownFile[]>> = {
  files: FILES,
  site: [...FILES, PAGE_FILE, IMAGE_FILE],
};

function known(name: string, text: string): KnownFile {
  return { name, bytes: new TextEncoder().encode(text) };
}
