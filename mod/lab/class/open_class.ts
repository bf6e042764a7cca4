import { resolve } from "@std/path";
import { writeError } from "../../fs/write_error.ts";
import { type Message, msg } from "../../i18n/message.ts";
import { MessageError } from "../../i18n/message_error.ts";
import { systemFailure } from "../../net/errors/system_error.ts";
import { keyHash, newClassKey } from "./class_key.ts";
import { Classroom, type ClassSettings } from "./classroom.ts";
import { ClassStore } from "./store/class_store.ts";
import { HandInFolder } from "./store/hand_in_folder.ts";
import type { TeacherDoorOptions } from "./web/teacher_door.ts";

/** How a class is opened. */
export interface OpenClassOptions {
  /** The folder that keeps it; made if it is not there. */
  readonly dir: string;
  /** What is settled anew; the rest stays as it was, or is as {@linkcode USUAL} has it. */
  readonly settings: Partial<Omit<ClassSettings, "maxSize">> & Pick<ClassSettings, "maxSize">;
  /** Whether the teacher gets another key. */
  readonly newKey: boolean;
  /** Takes a sentence for the teacher's terminal. */
  readonly tell: (sentence: Message) => void;
}

/** A class that is open. */
export interface OpenClass extends Disposable {
  readonly classroom: Classroom;
  readonly door: Omit<TeacherDoorOptions, "tls">;
  /** The teacher's key, if it is new: nobody can tell it later. */
  readonly key: string | undefined;
}

/** What a class is like about which nothing was said. */
export const USUAL: Omit<ClassSettings, "maxSize"> = {
  title: "netlab",
  exercises: ["echo", "files", "chat", "prime", "calc"],
  deadline: undefined,
  points: 20,
};

/**
 * Opens a class, or begins one.
 *
 * @throws {MessageError} when its folder cannot be used
 */
export async function openClass(
  { dir, settings, newKey: wanted, tell }: OpenClassOptions,
): Promise<OpenClass> {
  const path = resolve(dir);
  try {
    await Deno.mkdir(path, { recursive: true, mode: 0o700 });
  } catch (error) {
    if (systemFailure(error) === "exists") {
      throw new MessageError(msg`Cannot open the class ${path}: it is no folder`);
    }
    throw writeError(path, error);
  }
  const store = await ClassStore.open(path);
  try {
    const whole = { ...USUAL, ...JSON.parse(store.fact("settings") ?? "{}"), ...settings } as ClassSettings;
    await store.setFact("settings", JSON.stringify({ ...whole, maxSize: undefined }));
    const key = wanted || store.fact("teacher") === undefined ? newClassKey() : undefined;
    if (key !== undefined) await store.setFact("teacher", keyHash(key));
    const folder = new HandInFolder(path);
    await folder.restore(store);
    return {
      classroom: new Classroom(whole, store, folder, tell),
      door: {
        hash: store.fact("teacher")!,
        secret: await fixedFact(store, "secret", newClassKey),
        id: await fixedFact(store, "id", () => `class-${crypto.randomUUID().slice(0, 8)}`),
        now: Date.now,
      },
      key,
      [Symbol.dispose]: () => store[Symbol.dispose](),
    };
  } catch (error) {
    store[Symbol.dispose]();
    throw error;
  }
}

/** A fact that is made up once. */
async function fixedFact(store: ClassStore, name: string, make: () => string): Promise<string> {
  const known = store.fact(name);
  if (known !== undefined) return known;
  const made = make();
  await store.setFact(name, made);
  return made;
}
