import { join } from "@std/path";
import { otherForms } from "./file_name.ts";

/**
 * The name under which a folder has what this name means: the name itself if it is there, else its
 * one other Unicode form that is.
 *
 * @returns undefined when it is not there, or (a mixed spelling) in both other forms.
 */
export function nameThere(folder: string, name: string): string | undefined {
  if (isThere(join(folder, name))) return name;
  const [form, other] = otherForms(name).filter((each) => isThere(join(folder, each)));
  return other === undefined ? form : undefined;
}

/** Also a link to nothing is there. What may not be looked at is not. */
export function isThere(path: string): boolean {
  try {
    Deno.lstatSync(path);
    return true;
  } catch {
    return false;
  }
}
