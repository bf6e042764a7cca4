/**
 * The end of a regular file, as text.
 *
 * @param most how many bytes at most
 * @returns whether that is all of it, too
 * @throws the system's own errors, and for what is no regular file
 */
export function readTail(path: string, most: number): { readonly text: string; readonly whole: boolean } {
  if (!Deno.statSync(path).isFile) throw new Error("it is not a regular file");
  using file = Deno.openSync(path);
  const { size } = file.statSync();
  if (size > most) file.seekSync(size - most, Deno.SeekMode.Start);
  const bytes = new Uint8Array(Math.min(size, most));
  let length = 0;
  for (let count = 1; count > 0 && length < bytes.length; length += count) {
    count = file.readSync(bytes.subarray(length)) ?? 0;
  }
  return { text: new TextDecoder().decode(bytes.subarray(0, length)), whole: size <= most };
}
